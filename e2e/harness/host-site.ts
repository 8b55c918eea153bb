import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A site of another origin that embeds the chat. */
export interface HostSite extends AsyncDisposable {
  readonly origin: string
  /** What it serves from now on at `/`, and with which headers. */
  show(html: string, headers?: Readonly<Record<string, string>>): void
}

/** Starts a site of one page on a free port; `localhost`, so that it is another site than the server's 127.0.0.1. */
export const startHostSite = async (): Promise<HostSite> => {
  let html = ''
  let headers: Readonly<Record<string, string>> = {}
  const server = createServer((request, response) => {
    if (request.url === '/')
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(html)
    else response.writeHead(request.url === '/favicon.ico' ? 204 : 404).end()
  })
  await new Promise<void>(resolve => server.listen(0, 'localhost', resolve))
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    show: (page, more = {}) => {
      html = page
      headers = more
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

/** A host's page around a body. */
export const hostPage = (server: string, body: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>A shop</title>
    <script type="module" src="${server}/chat-view.js"></script>
  </head>
  <body><main><h1>A shop</h1></main>${body}</body>
</html>`
