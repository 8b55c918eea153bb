import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build, type InlineConfig, preview } from 'vite'
import type { ExampleSite } from './example.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

type Environment = Readonly<Record<string, string>>

const output = async (): Promise<string> => {
  const cache = join(root, 'node_modules/.cache/chat-view')
  await mkdir(cache, { recursive: true })
  return mkdtemp(join(cache, 'example-'))
}

/** An example's own configuration, with what its environment would say, and quiet. */
const configuration = (example: string, environment: Environment, outDir: string): InlineConfig => ({
  root: join(root, example),
  configFile: join(root, example, 'vite.config.ts'),
  logLevel: 'error',
  // With the frameworks' development builds, which complain of what is wrong.
  mode: 'development',
  define: {
    'process.env.NODE_ENV': '"development"',
    ...Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [`import.meta.env.${name}`, JSON.stringify(value)]),
    ),
  },
  build: { outDir, emptyOutDir: true, minify: false },
})

/** Builds an example as its README's command would, and serves it on a free port; `body` is what a server has rendered. */
export const startViteSite = async (
  example: string,
  environment: Environment,
  body: string | null = null,
): Promise<ExampleSite> => {
  const outDir = await output()
  const config = configuration(example, environment, outDir)
  await build(config)
  if (body !== null) {
    const index = join(outDir, 'index.html')
    await writeFile(
      index,
      (await readFile(index, 'utf8')).replace('<!--app-->', () => body),
    )
  }
  const server = await preview({ ...config, preview: { host: '127.0.0.1', port: 0, strictPort: false } })
  const { resolvedUrls } = server
  return {
    origin: resolvedUrls?.local[0]?.replace(/\/$/, '') ?? '',
    async [Symbol.asyncDispose]() {
      await server.close()
      await rm(outDir, { recursive: true, force: true })
    },
  }
}

/** Builds an example's `render` for servers, and answers the page that it renders in this process. */
export const renderOnServer = async (example: string, module: string, environment: Environment): Promise<string> => {
  const outDir = await output()
  try {
    const config = configuration(example, environment, outDir)
    await build({ ...config, build: { ...config.build, ssr: join(root, example, module) } })
    const { render } = (await import(pathToFileURL(join(outDir, 'server.js')).href)) as {
      render(): string | Promise<string>
    }
    return await render()
  } finally {
    await rm(outDir, { recursive: true, force: true })
  }
}
