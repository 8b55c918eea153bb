import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { ExampleSite } from './example.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/**
 * Bundles a program of the repository from the packages' sources, with the development build of React, which complains,
 * and serves it on a page of one origin. `body` is what a server has rendered.
 */
export const startBundledSite = async (
  program: string,
  body: () => string | Promise<string> = () => '<div id="root"></div>',
): Promise<ExampleSite> => {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: { page: join(root, program) },
    outdir: '/out',
    bundle: true,
    splitting: true,
    write: false,
    format: 'esm',
    target: 'es2023',
    jsx: 'automatic',
    jsxDev: true,
    conditions: ['chat-view-source', 'browser'],
    define: { 'process.env.NODE_ENV': '"development"' },
    logLevel: 'error',
  })
  const files = new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]))
  const server = createServer(async (request, response) => {
    const name = basename(new URL(request.url ?? '/', 'http://localhost').pathname)
    const file = files.get(name)
    if (file) response.writeHead(200, { 'content-type': 'text/javascript' }).end(file)
    else if (name !== '') response.writeHead(name === 'favicon.ico' ? 204 : 404).end()
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page(await body()))
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

const page = (body: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>A page of a framework</title>
    <script type="module" src="/page.js"></script>
  </head>
  <body>${body}</body>
</html>`
