import type { Express } from 'express'
import type { Projects } from '../domain/projects.ts'
import { CodedError } from '../ports/coded-error.ts'
import { appManifest } from './app-manifest.ts'
import { offlineWords } from './offline-words.ts'
import { pageFile, pageTemplate } from './page-template.ts'
import { type SecurityOptions, serviceWorkerHeaders, textPageHeaders } from './security-headers.ts'
import { sendPage } from './send-page.ts'

export interface InstallationOptions extends SecurityOptions {
  readonly projects: Pick<Projects, 'find'>
}

/** What makes the server's pages apps that can be installed, and that say so when the server is out of reach. */
export const mountInstallation = (app: Express, options: InstallationOptions): void => {
  const offlinePage = pageTemplate('offline.html')
  const worker = pageFile('service-worker.js')

  app.get('/app.webmanifest', (_, response) => {
    response.type('application/manifest+json').send(JSON.stringify(appManifest('chat-view', '/', '/')))
  })

  app.get('/projects/:project/app.webmanifest', async (request, response) => {
    const { project } = request.params
    const known = await options.projects.find(project)
    if (!known) throw new CodedError('not_found')
    const manifest = appManifest(known.name, `/projects/${project}/chat`, `/projects/${project}/`)
    response.type('application/manifest+json').send(JSON.stringify(manifest))
  })

  app.get('/offline', textPageHeaders(options), (request, response) =>
    sendPage(request, response, speech => offlinePage({ ...speech, ...offlineWords[speech.language] })),
  )

  app.get('/service-worker.js', serviceWorkerHeaders(options), (_, response) => {
    response.setHeader('Cache-Control', 'no-cache').type('text/javascript').send(worker)
  })
}
