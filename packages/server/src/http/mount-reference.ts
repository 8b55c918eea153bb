import { describeAsyncApi, describeOpenApi } from '@chat-view/protocol'
import type { Express, Response } from 'express'
import { referencePage } from './reference-page.ts'
import { type SecurityOptions, textPageHeaders } from './security-headers.ts'

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

const sendPublic = (response: Response, type: string, text: string): void => {
  response.setHeader('Cache-Control', 'public, max-age=300').type(type).send(text)
}

/** The descriptions of HTTP and socket, as files and as a page (OP8). They hold nothing secret: any origin may read them. */
export const mountReference = (app: Express, options: SecurityOptions): void => {
  const openApi = once(describeOpenApi)
  const asyncApi = once(describeAsyncApi)
  const page = once(() => referencePage(openApi(), asyncApi()))
  // Under /v1 too: a page of any origin finds out there whether what its chat asks is away, or refuses it (SE4).
  app.get(['/openapi.json', '/v1/openapi.json', '/asyncapi.json'], (request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*').setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
    const document = request.path.endsWith('/openapi.json') ? openApi() : asyncApi()
    sendPublic(response, 'application/json', JSON.stringify(document))
  })
  app.get('/docs', textPageHeaders(options), (_, response) => sendPublic(response, 'html', page()))
}
