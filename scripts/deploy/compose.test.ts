import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadConfig } from '../../packages/server/src/config/load-config.ts'
import { type Variable, type VariableName, variables } from '../../packages/server/src/config/variables.ts'
import { repository } from '../process/repository.ts'
import { composeFiles } from './compose-files.ts'
import { interpolate, readCompose, type Service } from './read-compose.ts'

const rows = Object.entries(variables) as [VariableName, Variable][]
const isSecret = (name: string): boolean => rows.some(([known, { secret }]) => known === name && secret)

/** Is it a variable of the schema, or the file of one that is secret? */
const isKnown = (name: string): boolean =>
  name in variables ? !isSecret(name) : name.endsWith('_FILE') && isSecret(name.slice(0, -'_FILE'.length))

/** Services that run our server. */
const serversOf = (services: Readonly<Record<string, Service>>): [string, Service][] =>
  Object.entries(services).filter(([, { environment }]) => environment && 'LOG_LEVEL' in environment)

const seconds = (text = ''): number => Number(/^(\d+)s$/.exec(text)?.[1])

describe.each(composeFiles)('$path', ({ path, own, leftOut }) => {
  const { services, volumes = {}, secrets = {} } = readCompose(path)
  const servers = serversOf(services)

  it('OP3 passes on every variable of the schema, or says why it does not', () => {
    expect(servers.length).toBeGreaterThan(0)
    for (const [, { environment = {} }] of servers) {
      const passed = rows.map(([name]) => name).filter(name => name in environment || `${name}_FILE` in environment)
      const wanted = rows.map(([name]) => name).filter(name => leftOut[name] === undefined)
      expect(passed).toEqual(wanted)
      expect(passed).toEqual(expect.arrayContaining([...own]))
    }
  })

  it('OP7 the page on containers names every variable that it does not pass on', () => {
    const page = readFileSync(join(repository, 'docs/operations/containers.md'), 'utf8')
    expect(Object.keys(leftOut).filter(name => !page.includes(`\`${name}\``))).toEqual([])
  })

  it('OP7 sets nothing that the server does not know, and secrets by files alone', () => {
    for (const [, { environment = {} }] of servers) {
      expect(Object.keys(environment).filter(name => !isKnown(name))).toEqual([])
    }
  })

  it('OP7 gives a secret that is passed on as a mounted file, empty unless somebody names one', () => {
    for (const [, { environment = {}, secrets: granted = [] }] of servers) {
      const mounted = Object.values(environment).flatMap(value => /^\/run\/secrets\/(\w+)$/.exec(value)?.[1] ?? [])
      expect(granted).toEqual(mounted)
      expect(Object.keys(secrets)).toEqual(expect.arrayContaining([...granted]))
    }
    expect(Object.values(secrets).filter(({ file }) => !existsSync(join(repository, file)))).toEqual([])
    const named = readCompose(path, { OPENAI_API_KEY_FILE: './mine.key' }).secrets
    expect(named?.OPENAI_API_KEY?.file).toBe('./mine.key')
  })

  it('OP7 names only services, volumes and files that are there, and images by a tag', () => {
    for (const { depends_on: after = [], volumes: mounts = [], image, build } of Object.values(services)) {
      const names = Array.isArray(after) ? after : Object.keys(after)
      expect(names.filter(name => !(name in services))).toEqual([])
      for (const mount of mounts) {
        const [source = '', target] = mount.split(':')
        if (target === undefined) continue
        expect(source.startsWith('.') ? existsSync(join(repository, source)) : source in volumes, mount).toBe(true)
      }
      if (build === undefined) expect(image).toMatch(/^[\w./-]+:[\w.-]+$/)
    }
  })

  it('OP7 passes what the shell sets, and lets a stop take longer than running answers may', () => {
    const set = readCompose(path, { LOG_LEVEL: 'debug', SHUTDOWN_GRACE: '20s' })
    for (const [name, { stop_grace_period: grace }] of serversOf(set.services)) {
      expect(set.services[name]?.environment).toMatchObject({ LOG_LEVEL: 'debug', SHUTDOWN_GRACE: '20s' })
      expect(seconds(grace) * 1_000).toBeGreaterThan(loadConfig({}).SHUTDOWN_GRACE)
    }
  })
})

describe('what runs in production', () => {
  it.each(['compose.yaml', 'compose.cluster.yaml'])(
    'OP7 %s: without rights, on a root that cannot be written',
    path => {
      const { services } = readCompose(path)
      const ours = Object.values(services).filter(({ build }) => build !== undefined)
      expect(ours.length).toBeGreaterThan(1)
      for (const { read_only: fixed, cap_drop: dropped } of ours) {
        expect({ fixed, dropped }).toEqual({ fixed: true, dropped: ['ALL'] })
      }
      for (const [, { restart }] of serversOf(services)) expect(restart).toBe('unless-stopped')
      const root = ours.filter(({ user }) => user !== undefined)
      expect(root.every(({ network_mode: network }) => network === 'none')).toBe(true)
    },
  )

  it('OP7 three nodes have data of their own, and only the proxy can be reached', () => {
    const { services } = readCompose('compose.cluster.yaml')
    const nodes = serversOf(services).map(([, service]) => service)
    expect(nodes).toHaveLength(3)
    expect(new Set(nodes.map(({ volumes }) => volumes?.[0])).size).toBe(3)
    const reached = Object.entries(services).filter(([, { ports }]) => ports !== undefined)
    expect(reached.map(([name]) => name)).toEqual(['proxy'])
  })
})

describe('the proxy', () => {
  it('OP7 passes to every node, and only while it takes traffic', () => {
    const file = readFileSync(join(repository, 'deploy/proxy/Caddyfile'), 'utf8')
    const nodes = serversOf(readCompose('compose.cluster.yaml').services).map(([name]) => `${name}:3000`)
    const [, passedTo = ''] = /reverse_proxy (.+) \{/.exec(file) ?? []
    expect(passedTo.split(' ')).toEqual(nodes)
    expect(file).toMatch(/health_uri \/ready\n/)
    expect(file).toMatch(/@inside path \/metrics\n\s*respond @inside 404/)
  })
})

describe('development', () => {
  it('OP7 has the packages that are installed below mounted sources from the image', () => {
    const { packages } = JSON.parse(readFileSync(join(repository, 'package-lock.json'), 'utf8')) as { packages: object }
    const nested = Object.keys(packages).flatMap(path => /^packages\/\w+\/node_modules(?=\/)/.exec(path)?.[0] ?? [])
    const mounts = readCompose('compose.dev.yaml').services['chat-view']?.volumes ?? []
    expect(mounts).toEqual(expect.arrayContaining([...new Set(nested)].map(path => `/app/${path}`)))
    expect(nested.length).toBeGreaterThan(0)
  })
})

describe('interpolate', () => {
  it('OP7 reads names, defaults within defaults and dollars as Compose does', () => {
    const env = { A: 'x', EMPTY: '' }
    expect(
      [`\${A}`, `\${EMPTY:-y}`, `\${B:-http://h:\${C:-3}}/`, '$$A', 'plain'].map(text => interpolate(text, env)),
    ).toEqual(['x', 'y', 'http://h:3/', '$A', 'plain'])
    expect(() => interpolate('$A', env)).toThrow('not understood')
    expect(() => interpolate(`\${A?}`, env)).toThrow('not understood')
    expect(() => interpolate(`\${A`, env)).toThrow('not understood')
  })
})
