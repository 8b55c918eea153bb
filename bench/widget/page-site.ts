import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** The script of a page with all that it imports, from the sources, as a build for production makes it. */
export const bundleOf = async (entry: URL): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    conditions: ['chat-view-source', 'browser'],
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  })
  return outputFiles[0]?.text ?? ''
}

/** A page around what stands in its head and its body. */
export const pageOf = (head: string, body = ''): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>A page</title>
    <style>html, body { block-size: 100%; margin: 0 }</style>
    ${head}
  </head>
  <body>${body}</body>
</html>`

/** A site of pages and scripts that stand in memory, by their paths. */
export interface PageSite extends AsyncDisposable {
  readonly origin: string
}

/** Opens one; what ends in `.js` is a script, all else a page. */
export const openPageSite = async (files: Readonly<Record<string, string>>): Promise<PageSite> => {
  const server = createServer(({ url = '' }, response) => {
    const file = files[url]
    if (file === undefined) {
      response.writeHead(url === '/favicon.ico' ? 204 : 404).end()
      return
    }
    const type = url.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8'
    response.writeHead(200, { 'content-type': type }).end(file)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
