import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { cruiseImports } from './cruise-imports.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'imports-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Writes a small repository, and returns the names of the rules that its imports break. */
async function broken(files: Record<string, string>): Promise<readonly string[]> {
  const targets = { 'package.json': '{"name":"example"}', ...files }
  for (const [file, text] of Object.entries(targets)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  const { problems } = await cruiseImports(root, ['packages'])
  return [...new Set(problems.map(problem => problem.slice(0, problem.indexOf(':'))))]
}

const empty = 'export const nothing = 0\n'
const load = (path: string) => `import { nothing } from '${path}'\nexport const something = nothing\n`
const type = (path: string) => `import type { Nothing } from '${path}'\nexport type Something = Nothing\n`
const server = (file: string) => `packages/server/src/${file}`

it('DX6 the import rules count the modules that they saw', async () => {
  expect(await broken({ [server('domain/a.ts')]: empty, [server('domain/b.ts')]: load('./a.ts') })).toEqual([])
  expect((await cruiseImports(root, ['packages'])).modules).toBe(2)
})

it('DX6 the codes import nothing, not even the rest of the protocol', async () => {
  const files = { 'packages/protocol/src/ids.ts': empty, 'packages/protocol/src/codes/a.ts': load('../ids.ts') }
  expect(await broken(files)).toEqual(['codes-import-nothing'])
})

it('DX6 the SDK takes types from the protocol, values only from the codes', async () => {
  const protocol = { 'packages/protocol/src/ids.ts': empty, 'packages/protocol/src/codes/a.ts': empty }
  const path = '../../protocol/src'
  expect(await broken({ ...protocol, 'packages/sdk/src/a.ts': type(`${path}/ids.ts`) })).not.toContain(
    'sdk-takes-protocol-types-only',
  )
  expect(await broken({ ...protocol, 'packages/sdk/src/a.ts': load(`${path}/codes/a.ts`) })).not.toContain(
    'sdk-takes-protocol-types-only',
  )
  expect(await broken({ ...protocol, 'packages/sdk/src/a.ts': load(`${path}/ids.ts`) })).toContain(
    'sdk-takes-protocol-types-only',
  )
})

it('DX6 the SDK loads nothing of Node', async () => {
  const text = "import { readFileSync } from 'node:fs'\nexport const read = readFileSync\n"
  expect(await broken({ 'packages/sdk/src/a.ts': text })).toContain('sdk-imports')
})

it('DX6 stores and reducers know no transport', async () => {
  const files = { 'packages/sdk/src/http/a.ts': empty, 'packages/sdk/src/stores/a.ts': load('../http/a.ts') }
  expect(await broken(files)).toEqual(['sdk-state-knows-no-transport'])
})

it('DX6 a part of the widget knows no root component', async () => {
  const files = {
    'packages/widget/src/components/chat-view/a.ts': empty,
    'packages/widget/src/components/chat-composer/a.ts': load('../chat-view/a.ts'),
  }
  expect(await broken(files)).toEqual(['widget-parts-know-no-root'])
})

it('DX6 the domain loads no Node module, also not for its type', async () => {
  const text = "import type { Server } from 'node:http'\nexport type Door = Server\n"
  expect(await broken({ [server('domain/a.ts')]: text })).toEqual(['server-domain-is-pure'])
})

it('DX6 the domain is given schemas, and makes none', async () => {
  const zod = { 'node_modules/zod/index.ts': "export * as z from './z.ts'\n", 'node_modules/zod/z.ts': empty }
  const use = (type: string) => `import ${type}{ z } from 'zod'\nexport const parse = (schema: typeof z) => schema\n`
  const manifest = { 'node_modules/zod/package.json': '{"name":"zod","exports":"./index.ts"}' }
  expect(await broken({ ...zod, ...manifest, [server('domain/a.ts')]: use('type ') })).toEqual([])
  expect(await broken({ [server('domain/a.ts')]: `${use('')}export const text = z\n` })).toContain(
    'server-domain-makes-no-schema',
  )
})

it('DX6 an adapter knows no other adapter and no command', async () => {
  const files = { [server('adapters/memory/a.ts')]: empty, [server('commands/a.ts')]: empty }
  expect(await broken({ ...files, [server('adapters/sqlite/a.ts')]: load('../memory/a.ts') })).toEqual([
    'server-adapters-know-ports-only',
  ])
  expect(await broken({ ...files, [server('adapters/sqlite/a.ts')]: load('../../commands/a.ts') })).toEqual([
    'server-adapters-know-ports-only',
  ])
})

it('DX6 only the composition root chooses adapters', async () => {
  const adapter = { [server('adapters/memory/a.ts')]: empty }
  expect(await broken({ ...adapter, [server('create-server.ts')]: load('./adapters/memory/a.ts') })).toEqual([])
  expect(await broken({ ...adapter, [server('cli/a.ts')]: load('../adapters/memory/a.ts') })).toEqual([])
  expect(await broken({ ...adapter, [server('commands/a.ts')]: load('../adapters/memory/a.ts') })).toEqual([
    'server-adapters-are-chosen-in-one-place',
  ])
})

it('DX6 HTTP and socket do not know each other', async () => {
  const files = { [server('http/a.ts')]: empty, [server('socket/a.ts')]: load('../http/a.ts') }
  expect(await broken(files)).toEqual(['server-doors-are-strangers'])
})

it('DX6 a driver comes in by its own adapter', async () => {
  const text = "import { DatabaseSync } from 'node:sqlite'\nexport const open = DatabaseSync\n"
  expect(await broken({ [server('adapters/sqlite/a.ts')]: text })).toEqual([])
  expect(await broken({ [server('commands/a.ts')]: text })).toEqual(['server-driver-of-sqlite'])
})

it('DX6 inner files of another package stay its own', async () => {
  const files = { 'packages/protocol/src/a.ts': empty, [server('commands/a.ts')]: load('../../../protocol/src/a.ts') }
  expect(await broken(files)).toEqual(['declared-entry-points-only'])
})

it('DX6 values go in no circle, types may', async () => {
  const a = { [server('domain/a.ts')]: `${load('./b.ts')}export const nothing = 1\n` }
  expect(await broken({ ...a, [server('domain/b.ts')]: `${load('./a.ts')}export const nothing = 1\n` })).toEqual([
    'no-value-cycles',
  ])
  expect(await broken({ ...a, [server('domain/b.ts')]: `${type('./a.ts')}export const nothing = 1\n` })).toEqual([])
})
