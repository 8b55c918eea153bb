import { adminOperations, adminProject, type OperatorScope, problem } from '@chat-view/protocol'
import { expect, test } from 'vitest'
import { signUserToken } from '../adapters/jose/sign-user-token.ts'
import { newOperatorKey } from '../domain/new-operator-key.ts'
import { CodedError } from '../ports/coded-error.ts'
import { type HttpRoom, openHttpRoom } from '../testing/open-http-room.ts'

const keyFor = async ({ room }: HttpRoom, ...scopes: OperatorScope[]): Promise<string> => {
  const { key, record } = await newOperatorKey('op', scopes, `key-${scopes.join('-')}`, room.clock.now())
  await room.store.addOperatorKey(record)
  return key
}

const codeOf = async (response: Response): Promise<string> => problem.parse(await response.json()).code

test('SE7 operators are let in by a key with the scope that is wanted', async () => {
  await using http = await openHttpRoom()
  const token = await keyFor(http, 'projects')
  const path = `/v1/admin/projects/${http.room.project.id}`
  expect((await http.ask('/v1/admin/projects', { token })).status).toBe(200)
  expect(await codeOf(await http.ask(`${path}/keys`, { token }))).toBe('forbidden')
  await http.room.store.revokeOperatorKey('key-projects', http.room.clock.now())
  expect(await codeOf(await http.ask('/v1/admin/projects', { token }))).toBe('token_invalid')
})

test('SE7 neither a user’s token nor a key that was made up opens the operators’ door', async () => {
  await using http = await openHttpRoom()
  const { accessToken } = await http.room.signIn('ada')
  const codes = [undefined, accessToken, `cvo_${'a'.repeat(43)}`].map(async token =>
    codeOf(await http.ask('/v1/admin/projects', token === undefined ? {} : { token })),
  )
  expect(await Promise.all(codes)).toEqual(['unauthenticated', 'token_invalid', 'token_invalid'])
})

test('SE7 an operator’s key is no user’s token', async () => {
  await using http = await openHttpRoom()
  expect(await codeOf(await http.ask('/v1/me', { token: await keyFor(http, 'projects') }))).toBe('token_invalid')
})

test('OP4 a project is made, changed under its version, and read', async () => {
  await using http = await openHttpRoom()
  const token = await keyFor(http, 'projects')
  const created = await http.ask('/v1/admin/projects', {
    method: 'POST',
    token,
    json: { name: 'Docs', origins: ['https://docs.example.com'], settings: { greeting: 'Hello' } },
  })
  expect(created.status).toBe(201)
  const project = adminProject.parse(await created.json())
  expect(project).toMatchObject({ name: 'Docs', settings: { greeting: 'Hello', visitors: true } })

  const path = `/v1/admin/projects/${project.id}`
  const patch = (json: object, version = project.version) =>
    http.ask(path, { method: 'PATCH', token, json, headers: { 'if-match': `"${version}"` } })
  const changed = adminProject.parse(await (await patch({ settings: { visitors: false } })).json())
  expect(changed).toMatchObject({ name: 'Docs', settings: { greeting: 'Hello', visitors: false } })
  expect(await codeOf(await patch({ name: 'Late' }))).toBe('conflict')
  expect(await (await http.ask(path, { token })).json()).toEqual(changed)
})

test.each([
  ['an origin with a path', { name: 'A', origins: ['https://a.example/path'] }],
  ['no name', { origins: [] }],
  ['a rate that is none', { name: 'A', settings: { sendLimit: 'often' } }],
  ['a rate of all its users that is none', { name: 'A', settings: { projectHttpLimit: '5/fortnight' } }],
])('SE10 a project with %s is refused', async (_, json) => {
  await using http = await openHttpRoom()
  const token = await keyFor(http, 'projects')
  expect(await codeOf(await http.ask('/v1/admin/projects', { method: 'POST', token, json }))).toBe('invalid_request')
})

test('SE1 a key that an operator adds signs users in until it is revoked, and its secret is shown once', async () => {
  await using http = await openHttpRoom()
  const { room } = http
  const token = await keyFor(http, 'keys')
  const path = `/v1/admin/projects/${room.project.id}/keys`
  const made = (await (await http.ask(path, { method: 'POST', token, json: { algorithm: 'EdDSA' } })).json()) as {
    kid: string
    secret: string
  }
  const listed = await (await http.ask(path, { token })).text()
  expect(listed).toContain(made.kid)
  expect(listed).not.toMatch(/secret|material|PRIVATE|PUBLIC/)

  const user = await signUserToken({ ...made, algorithm: 'EdDSA', subject: 'ada', now: room.clock.now() })
  const open = () => http.ask('/v1/sessions', { method: 'POST', json: { project: room.project.key, token: user } })
  expect((await open()).status).toBe(201)
  expect((await http.ask(`${path}/${made.kid}`, { method: 'DELETE', token })).status).toBe(200)
  expect(await codeOf(await open())).toBe('token_invalid')
})

test('SE10 keys of a project that never was are not found', async () => {
  await using http = await openHttpRoom()
  const token = await keyFor(http, 'keys')
  const path = '/v1/admin/projects/00000000-0000-7000-8000-000000000000/keys'
  expect(await codeOf(await http.ask(path, { token }))).toBe('not_found')
  expect(await codeOf(await http.ask(path, { method: 'POST', token, json: {} }))).toBe('not_found')
})

test('CV4 operators read who did what, page by page, and never what was said', async () => {
  await using http = await openHttpRoom()
  const token = await keyFor(http, 'projects', 'keys', 'audit')
  const { room } = http
  const path = `/v1/admin/projects/${room.project.id}`
  await http.ask(path, { method: 'PATCH', token, json: { settings: { greeting: 'Not in the trail' } } })
  const made = await http.ask(`${path}/keys`, { method: 'POST', token, json: {} })
  const { kid } = (await made.json()) as { kid: string }
  await http.ask(`${path}/keys/${kid}`, { method: 'DELETE', token })

  const page = async (query: string) => {
    const response = await http.ask(`${path}/audit?${query}`, { token })
    return adminOperations.listAudit.response.parse(await response.json())
  }
  const all = await page('')
  const actor = 'operator:key-projects-keys-audit'
  const told = all.items.filter(entry => entry.actor === actor).map(({ action, subject }) => `${action} ${subject}`)
  expect(told.sort()).toEqual([`key.added ${kid}`, `key.ended ${kid}`, 'project.changed settings.greeting'])
  expect(JSON.stringify(all)).not.toContain('Not in the trail')

  const first = await page('limit=2')
  const second = await page(`limit=200&after=${first.after}`)
  expect([...first.items, ...second.items]).toEqual(all.items)
  const other = await room.makeProject()
  const foreign = await http.ask(`/v1/admin/projects/${other.id}/audit?after=${first.after}`, { token })
  expect(await codeOf(foreign)).toBe('invalid_cursor')
  for (const limit of ['0', '201', '1e3']) {
    expect(await codeOf(await http.ask(`${path}/audit?limit=${limit}`, { token }))).toBe('invalid_request')
  }
})

test('ST8 an operator erases a user of a project, and is named as who did', async () => {
  const asked: unknown[] = []
  const erase = async (request: object) => {
    asked.push(request)
    throw new CodedError('not_found')
  }
  await using http = await openHttpRoom({ erasures: { erase } })
  const { user } = await http.room.signIn('ada')
  const path = `/v1/admin/projects/${http.room.project.id}/users/${user.id}`
  const refused = await http.ask(path, { method: 'DELETE', token: await keyFor(http, 'audit') })
  expect(await codeOf(refused)).toBe('forbidden')
  const token = await keyFor(http, 'users')
  expect(await codeOf(await http.ask(path, { method: 'DELETE', token }))).toBe('not_found')
  const projectId = http.room.project.id
  expect(asked).toEqual([{ projectId, userId: user.id, actor: 'operator:key-users' }])
})

test('OP5 operators see where jobs stand', async () => {
  const job = { name: 'purge', key: null, nextRunAt: 5, lastRunAt: null, lastFinishedAt: null, failCount: 0 } as const
  await using http = await openHttpRoom({ jobs: { list: async () => [{ ...job, running: false }] } })
  const response = await http.ask('/v1/admin/jobs', { token: await keyFor(http, 'jobs') })
  const body = adminOperations.listJobs.response.parse(await response.json())
  expect(body.items).toEqual([{ ...job, running: false }])
})
