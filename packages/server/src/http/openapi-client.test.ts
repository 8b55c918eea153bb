import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import openapiTS, { astToString } from 'openapi-typescript'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openHttpRoom } from '../testing/open-http-room.ts'

const resolve = createRequire(import.meta.url).resolve
const compiler = join(dirname(resolve('@typescript/native/package.json')), 'bin', 'tsc')
// Below node_modules, so that what is generated finds the packages that it imports.
const cache = join(dirname(dirname(resolve('openapi-fetch/package.json'))), '.cache')

const client = `
import createClient from 'openapi-fetch'
import type { paths } from './schema.ts'

export const talk = async (baseUrl: string, project: string) => {
  const client = createClient<paths>({ baseUrl })
  const session = await client.POST('/v1/sessions', { body: { project } })
  if (!session.data) throw new Error(session.error.code)
  client.use({
    onRequest: ({ request }) => request.headers.set('authorization', 'Bearer ' + session.data.accessToken),
  })
  const send = () =>
    client.POST('/v1/threads', {
      params: { header: { 'Idempotency-Key': 'command-1' } },
      body: { title: 'Ships', message: { text: 'How do ships float?' } },
    })
  const [first, again] = [await send(), await send()]
  if (!first.data || !again.data) throw new Error('The thread was not created')
  const path = { thread: first.data.thread.id }
  const page = await client.GET('/v1/threads/{thread}/messages', { params: { path, query: { limit: 1 } } })
  const renamed = await client.PATCH('/v1/threads/{thread}', { params: { path }, body: { title: 'Boats' } })
  const refused = await client.PATCH('/v1/threads/{thread}', {
    params: { path, header: { 'If-Match': '"1"' } },
    body: { title: 'Late' },
  })
  const invited = await client.POST('/v1/threads/{thread}/invites', {
    params: { path },
    body: { role: 'viewer', maxUses: 1 },
  })
  const token = invited.data?.token ?? ''
  const accepted = await client.POST('/v1/invites/accept', { body: { token } })
  const found = await client.GET('/v1/search', { params: { query: { q: 'float' } } })
  const mine = await client.GET('/v1/me/export', { params: { query: { format: 'markdown' } }, parseAs: 'text' })
  return {
    invite: invited.data?.invite.maxUses,
    role: accepted.data?.thread.role,
    found: found.data?.items.map(({ snippet }) => snippet?.ranges.length),
    exported: String(mine.data).includes('How do ships float?'),
    user: session.data.user.kind,
    same: first.data.thread.id === again.data.thread.id,
    roles: page.data?.items.map(message => message.role),
    earlier: page.data?.before !== null,
    title: renamed.data?.thread.title,
    refusal: refused.error?.code,
  }
}
`

const wrong = `
import createClient from 'openapi-fetch'
import type { paths } from './schema.ts'

const client = createClient<paths>({ baseUrl: '' })
await client.GET('/v1/nowhere')
await client.POST('/v1/sessions', { body: { project: 5 } })
`

let folder: string
beforeEach(async () => {
  await mkdir(cache, { recursive: true })
  folder = await mkdtemp(join(cache, 'openapi-client-'))
})
afterEach(() => rm(folder, { recursive: true }))

const compile = (file: string): Promise<string> =>
  new Promise(settle => {
    const options = [
      '--module',
      'nodenext',
      '--target',
      'es2023',
      '--strict',
      '--rewriteRelativeImportExtensions',
      '--ignoreConfig',
    ]
    const args = [compiler, ...options, '--types', '', '--outDir', join(folder, 'out'), file]
    execFile(process.execPath, args, { cwd: folder }, (_, output) => settle(output))
  })

// Two runs of the compiler take a while on a busy machine.
test('OP8 a client generated from the OpenAPI file compiles and talks to the server', async () => {
  await using http = await openHttpRoom()
  const description = await (await http.ask('/openapi.json')).text()
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  await writeFile(join(folder, 'schema.ts'), astToString(await openapiTS(description)))
  await writeFile(join(folder, 'client.ts'), client)
  await writeFile(join(folder, 'wrong.ts'), wrong)

  expect(await compile('client.ts')).toBe('')
  const errors = await compile('wrong.ts')
  expect(errors.match(/wrong\.ts\(\d+/g)).toEqual(['wrong.ts(6', 'wrong.ts(7'])

  const { talk } = await import(/* @vite-ignore */ pathToFileURL(join(folder, 'out', 'client.js')).href)
  expect(await talk(http.url, http.room.project.key)).toEqual({
    user: 'visitor',
    same: true,
    roles: ['assistant'],
    earlier: true,
    title: 'Boats',
    refusal: 'conflict',
    invite: 1,
    role: 'owner',
    found: [1],
    exported: true,
  })
}, 60_000)
