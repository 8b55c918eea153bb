import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type HttpRoom, openHttpRoom } from '../testing/open-http-room.ts'

let folder: string
let http: HttpRoom

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-view-assets-'))
  await mkdir(join(folder, 'chat-view'))
  await writeFile(join(folder, 'chat-view.js'), `export const text = '${'word '.repeat(1_000)}'`)
  await writeFile(join(folder, 'chat-view', 'locale-de-AbC_12-x.js'), 'export {}')
  await mkdir(join(folder, 'types'))
  for (const file of [
    'index.js',
    'chat-view.js.map',
    'package.json',
    'types/index.d.ts',
    'types/inner.js',
    'chat-view/notes.md',
  ])
    await writeFile(join(folder, file), 'not for the public')
  await writeFile(join(folder, 'THIRD-PARTY-LICENSES.txt'), 'of others')
  http = await openHttpRoom({ widgetFolder: folder })
})
afterAll(async () => {
  await http[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

test('EM1 the licences of what is in the bundle are served beside it', async () => {
  const { status, headers } = await http.ask('/THIRD-PARTY-LICENSES.txt')
  expect(status).toBe(200)
  expect(headers.get('content-type')).toMatch(/^text\/plain/)
  expect(headers.get('cache-control')).toBe('public, max-age=300')
})

test('EM1 the bundle may be loaded by any page, and is asked for anew before long', async () => {
  const { status, headers } = await http.ask('/chat-view.js', { headers: { origin: 'https://anywhere.example' } })
  expect(status).toBe(200)
  expect(headers.get('content-type')).toMatch(/^text\/javascript/)
  expect(headers.get('access-control-allow-origin')).toBe('*')
  expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  expect(headers.get('cache-control')).toBe('public, max-age=300')
  expect(headers.get('content-encoding')).toMatch(/^(br|gzip)$/)
})

test('EM1 a bundle that has not changed is not sent again', async () => {
  const { headers } = await http.ask('/chat-view.js')
  // fetch asks for a fresh copy beside a condition of one's own, unless it is told otherwise.
  const conditional = { 'if-none-match': headers.get('etag') ?? '', 'cache-control': 'max-age=0' }
  const again = await http.ask('/chat-view.js', { headers: conditional })
  expect(again.status).toBe(304)
})

test('EM1 a chunk has its hash in its name, and is kept for a year', async () => {
  const { status, headers } = await http.ask('/chat-view/locale-de-AbC_12-x.js')
  expect(status).toBe(200)
  expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
})

test.each(['/chat-view/', '/chat-view', '/chat-view/missing.js', '/..%2fchat.db'])(
  'SE8 there is no file at %s',
  async path => {
    expect((await http.ask(path)).status).toBe(404)
  },
)

test.each([
  '/index.js',
  '/chat-view.js.map',
  '/package.json',
  '/types/index.d.ts',
  '/types/inner.js',
  '/chat-view/notes.md',
  '/chat-view/../index.js',
  '/chat-view%2f..%2findex.js',
])('SE8 what lies in the folder beside the bundle is not served: %s', async path => {
  expect((await http.ask(path)).status).toBe(404)
})
