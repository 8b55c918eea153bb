import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** What the other release has otherwise: words, looks, what is drawn, and a version of its own on the class. */
const edits: readonly { readonly file: string; readonly from: string; readonly to: string }[] = [
  {
    file: 'locales/en/chat.ts',
    from: "'composer.placeholder': 'Ask a question…'",
    to: "'composer.placeholder': 'Ask the other release…'",
  },
  { file: 'styles/composer.ts', from: 'padding: 5px; border: 1px solid', to: 'padding: 5px; border: 3px solid' },
  {
    file: 'components/chat-composer/chat-composer.ts',
    from: 'part="composer"',
    to: 'part="composer" data-release="other"',
  },
  {
    file: 'components/chat-view/chat-view.ts',
    from: 'export class ChatView extends InstanceElement<ViewLife> {',
    to: "export class ChatView extends InstanceElement<ViewLife> { static release = 'other'",
  },
]

const otherwise: Plugin = {
  name: 'otherwise',
  setup({ onLoad }) {
    for (const { file, from, to } of edits)
      onLoad({ filter: new RegExp(`/widget/src/${file.replaceAll('.', '\\.')}$`) }, async ({ path }) => {
        const source = await readFile(path, 'utf8')
        if (!source.includes(from)) throw new Error(`${file} does not hold ${from}`)
        return { contents: source.replace(from, to), loader: 'ts' }
      })
  },
}

export interface OtherRelease extends AsyncDisposable {
  /** Address of its script. */
  readonly script: string
}

/** Builds another release of the widget from changed sources, with another bundler's chunks, and serves it. */
export const startOtherRelease = async (): Promise<OtherRelease> => {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: { 'other-release': join(root, 'packages/widget/src/auto.ts') },
    outdir: '/out',
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2023',
    conditions: ['chat-view-source', 'browser'],
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [otherwise],
    logLevel: 'error',
  })
  const files = new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]))
  const headers = { 'content-type': 'text/javascript', 'access-control-allow-origin': '*' }
  const server = createServer((request, response) => {
    const file = files.get(basename(request.url ?? '/'))
    if (file) response.writeHead(200, headers).end(file)
    else response.writeHead(404, headers).end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    script: `http://127.0.0.1:${(server.address() as AddressInfo).port}/other-release.js`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
