import { fileURLToPath } from 'node:url'
import { id, projectKey } from '@chat-view/protocol'
import express, { type Express } from 'express'
import type { Projects } from '../domain/projects.ts'
import { CodedError } from '../ports/coded-error.ts'
import { pageTemplate } from './page-template.ts'
import { chatPageHeaders, type SecurityOptions } from './security-headers.ts'
import { sendPage } from './send-page.ts'

export interface PageOptions extends SecurityOptions {
  readonly projects: Pick<Projects, 'find'>
  /** The project that the page at `/` shows, by its publishable key; null: there is no such page. */
  readonly demoProject: () => Promise<string | null>
}

/** The server's own pages with the widget on them: one to try it on, one to try themes on, and each project's whole-page chat (EM3). */
export const mountPages = (app: Express, options: PageOptions): void => {
  const demoPage = pageTemplate('demo.html')
  const chatPage = pageTemplate('chat.html')
  const themePage = pageTemplate('theme.html')
  const headers = chatPageHeaders(options)

  const files = express.static(fileURLToPath(new URL('./pages/', import.meta.url)), { index: false, redirect: false })
  // The templates lie in the same folder; only what pages refer to is served.
  app.use('/pages', (request, response, next) =>
    /\.(?:css|svg|png)$|^\/(?:install|theme|theme-colours)\.js$/.test(request.path)
      ? files(request, response, next)
      : next(),
  )

  app.get('/', headers, async (request, response) => {
    const project = await options.demoProject()
    if (project === null) throw new CodedError('not_found')
    sendPage(request, response, speech => demoPage({ ...speech, project }))
  })

  app.get('/theme', headers, async (request, response) => {
    const project = await options.demoProject()
    if (project === null) throw new CodedError('not_found')
    sendPage(request, response, speech => themePage({ ...speech, project }))
  })

  app.get('/projects/:project/chat{/:thread}', headers, async (request, response) => {
    const { project, thread } = request.params as { project: string; thread?: string }
    const known = projectKey.safeParse(project).success && (await options.projects.find(project))
    if (!known || (thread !== undefined && !id.safeParse(thread).success)) throw new CodedError('not_found')
    sendPage(request, response, speech => chatPage({ ...speech, project, name: known.name, thread }))
  })
}
