import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, expect, it, onTestFailed } from 'vitest'
import { endWithUs } from '../../packages/server/src/testing/end-with-us.ts'
import { lowPort } from '../../packages/server/src/testing/low-port.ts'
import { repository } from '../process/repository.ts'
import { makeDevelopmentCopy } from './development-copy.ts'
import { readCompose } from './read-compose.ts'
import { readDockerfile } from './read-dockerfile.ts'
import { serviceEnvironment } from './service-environment.ts'

const read = (path: string): string => readFileSync(join(repository, path), 'utf8')
const { dev } = (JSON.parse(read('package.json')) as { scripts: { dev: string } }).scripts
const compose = readCompose('compose.dev.yaml')
const packages = readdirSync(join(repository, 'packages')).sort()

describe('development in a container', () => {
  it('OP7 runs npm run dev, as a user who is not root and may write what is built', () => {
    const stage = readDockerfile(read('Dockerfile')).find(({ name }) => name === 'development')
    const lines = (wanted: string) =>
      (stage?.instructions ?? []).filter(({ name }) => name === wanted).map(({ words }) => words.join(' '))
    expect(compose.services['chat-view']).toMatchObject({ build: { context: '.', target: 'development' } })
    expect(compose.services['chat-view']?.command).toBeUndefined()
    expect(lines('CMD')).toEqual(['["npm", "run", "dev"]'])
    expect(lines('USER')).toEqual(['node'])
    expect(lines('RUN').join()).toContain('chown node:node data node_modules node_modules/.cache packages/widget/dist')
  })

  it('OP7 has the sources of the host, with the packages of the image', () => {
    const { packages: locked } = JSON.parse(read('package-lock.json')) as { packages: Record<string, unknown> }
    const own = new Set(Object.keys(locked).flatMap(key => /^packages\/[^/]+\/node_modules(?=\/)/.exec(key) ?? []))
    expect(compose.services['chat-view']?.volumes).toEqual([
      'data:/app/data',
      './packages:/app/packages',
      ...[...own].sort().map(folder => `/app/${folder}`),
      './scripts:/app/scripts:ro',
      './rollup.config.mjs:/app/rollup.config.mjs:ro',
    ])
  })

  it('OP7 watches the sources of every package', () => {
    const watched = [...dev.matchAll(/--watch-path=(\S+)/g)].map(([, path]) => path)
    expect(watched.sort()).toEqual(packages.map(name => `packages/${name}/src`))
  })
})

// The script is a line for a shell that knows `exec`.
it.skipIf(process.platform === 'win32')(
  'OP7 a change of a source starts the server again, and builds the widget again where it is of the widget',
  { timeout: 300_000 },
  async () => {
    await using copy = await makeDevelopmentCopy()
    const port = await lowPort()
    const child = endWithUs(
      spawn('sh', ['-c', dev], {
        cwd: copy.folder,
        env: {
          ...serviceEnvironment(compose, 'chat-view', {}),
          ...{ PATH: `${copy.bin}${delimiter}${process.env.PATH ?? ''}`, HOST: '127.0.0.1', PORT: String(port) },
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    )
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
      })
    const ended = once(child, 'close')
    const starts = (times: number) =>
      expect.poll(() => output.split('is ready at').length - 1, { timeout: 90_000 }).toBe(times)
    onTestFailed(() => console.log(output))
    try {
      await starts(1)
      expect(copy.builds).toBe(1)
      copy.touch('packages/server/src/main.ts')
      await starts(2)
      expect(copy.builds).toBe(1)
      copy.touch('packages/sdk/src/index.ts')
      await starts(3)
      expect(copy.builds).toBe(2)
      expect(await (await fetch(`http://127.0.0.1:${port}/health`)).json()).toEqual({ status: 'ok' })
    } finally {
      child.kill('SIGTERM')
      await ended
    }
  },
)
