import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { repository } from '../process/repository.ts'
import { buildContext } from './build-context.ts'
import { readIgnoreRules } from './ignore-rules.ts'
import { copiesOf, environmentOf, readDockerfile } from './read-dockerfile.ts'

const read = (path: string): string => readFileSync(join(repository, path), 'utf8')
const takes = readIgnoreRules(read('.dockerignore'))
const context = buildContext(repository, takes)
const stages = readDockerfile(read('Dockerfile'))
const last = stages.at(-1)
if (!last) throw new Error('the Dockerfile has no stage')
const wordsOf = (name: string): string[] =>
  last.instructions.filter(instruction => instruction.name === name).map(({ words }) => words.join(' '))

const isThere = (path: string): boolean => {
  if (path === '.') return context.length > 0
  return context.some(file => file === path || file.startsWith(`${path.replace(/\/$/, '')}/`))
}

describe('what the image is built from', () => {
  it('OP7 holds no secret, no data, and nothing hidden, wherever it lies', () => {
    const never = [
      '.env',
      '.env.production',
      '.npmrc',
      '.git/config',
      'data/chat-view.db',
      'data/secret.key',
      'openai.key',
      'packages/server/.env',
      'packages/server/src/.env.local',
      'packages/server/src/config/secret.key',
      'packages/server/data/chat-view.live.db',
      'packages/server/src/chat-view.db-wal',
      'packages/widget/dist/chat-view.js',
      'packages/server/node_modules/ws/index.js',
      'scripts/deploy/server.pem',
      'scripts/deploy/npm-debug.log',
      'deploy/image/.netrc',
      'deploy/image/tls.key',
      'deploy/no-secret',
      'docs/performance.md',
    ]
    expect(never.filter(takes)).toEqual([])
  })

  it('OP7 holds sources and manifests alone', () => {
    const kinds = new Set(context.map(file => /\.[a-z]+$/.exec(file)?.[0] ?? file))
    const known = ['.ts', '.cjs', '.mjs', '.json', '.html', '.svg', '.png', '.js', '.css', '.txt', 'LICENSE']
    expect([...kinds].filter(kind => !known.includes(kind) && kind !== 'scripts/hooks/pre-commit')).toEqual([])
    expect(context.length).toBeGreaterThan(500)
  })

  it('OP7 holds no text that looks like a key', () => {
    const key =
      /-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/]{40}|\bAKIA[0-9A-Z]{16}\b|\bghp_\w{36}\b|\bsk-proj-\w{20}/
    expect(context.filter(file => key.test(read(file)))).toEqual([])
  })
})

describe('the Dockerfile', () => {
  it('OP7 copies only what is in the context, or was made in a stage before', () => {
    const missing = stages.flatMap((stage, index) =>
      copiesOf(stage).flatMap(({ from, sources }) => {
        if (from === null) return sources.filter(source => !isThere(source))
        return stages.slice(0, index).some(({ name }) => name === from) ? [] : [from]
      }),
    )
    expect(missing).toEqual([])
    const bases = new Set(stages.map(({ name }) => name))
    const tagged = /^[\w./${}-]+:[\w.${}-]+$/
    expect(stages.map(({ base }) => base).filter(base => !bases.has(base) && !tagged.test(base))).toEqual([])
  })

  it('OP7 names each folder that it copies, and all between it and a file, for engines that look into no other', () => {
    const sources = stages.flatMap(stage =>
      copiesOf(stage).flatMap(({ from, sources }) => (from === null ? sources : [])),
    )
    const unnamed = sources
      .filter(source => source !== '.')
      .flatMap(source =>
        context.filter(file => file.startsWith(`${source.replace(/\/$/, '')}/`)).map(file => ({ source, file })),
      )
      .flatMap(({ source, file }) => {
        const below = file.split('/').slice(0, -1)
        return below.map((_, at) => below.slice(0, at + 1).join('/')).filter(folder => folder.length >= source.length)
      })
      .filter(folder => !takes(folder))
    expect([...new Set(unnamed)]).toEqual([])
  })

  it('OP7 installs with the manifest of every package, so that the lock file holds', () => {
    const wanted = readdirSync(join(repository, 'packages')).map(name => `packages/${name}/package.json`)
    const [dependencies] = stages
    const copied = dependencies ? copiesOf(dependencies).flatMap(({ sources }) => sources) : []
    expect(copied).toEqual(expect.arrayContaining([...wanted, 'examples', 'package-lock.json']))
  })

  it('OP7 ends in several stages, as a user who is not root, and asks for its health by Node', () => {
    expect(stages.length).toBeGreaterThan(2)
    expect(last.base).not.toBe('build')
    expect(wordsOf('USER')).toEqual(['65532:65532'])
    expect(wordsOf('STOPSIGNAL')).toEqual(['SIGTERM'])
    expect(wordsOf('VOLUME')).toEqual(['/app/data'])
    expect(wordsOf('HEALTHCHECK').join()).toContain('CMD ["/nodejs/bin/node", "deploy/image/check-health.ts"]')
    expect(wordsOf('RUN')).toEqual([])
    expect(environmentOf(last)).toEqual({ NODE_ENV: 'production', HOST: '0.0.0.0' })
  })

  it('OP7 takes no secret by argument or environment', () => {
    const given = stages.flatMap(({ instructions }) =>
      instructions.filter(({ name }) => name === 'ENV' || name === 'ARG').flatMap(({ words }) => words),
    )
    expect(given.filter(word => /key|secret|token|password|url/i.test(word))).toEqual([])
  })
})
