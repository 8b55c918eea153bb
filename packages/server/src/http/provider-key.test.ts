import { type OperatorScope, problem } from '@chat-view/protocol'
import { expect, test } from 'vitest'
import { newOperatorKey } from '../domain/new-operator-key.ts'
import { type HttpRoom, openHttpRoom } from '../testing/open-http-room.ts'

const secret = 'sk-project-secret-9f3a'
const nobody = '01890a5d-ac96-774b-bcce-b302099a8057'

const operator = async ({ room }: HttpRoom, scope: OperatorScope): Promise<string> => {
  const { key, record } = await newOperatorKey('op', [scope], `key-${scope}`, room.clock.now())
  await room.store.addOperatorKey(record)
  return key
}

const pathOf = (project: string): string => `/v1/admin/projects/${project}/provider-key`

const codeOf = async (response: Response): Promise<string> => problem.parse(await response.json()).code

test('AI1.2 an operator sets and forgets a project’s key; no answer and no row shows it', async () => {
  await using http = await openHttpRoom()
  const { store, project } = http.room
  const [token, auditor] = [await operator(http, 'keys'), await operator(http, 'audit')]
  const put = await http.ask(pathOf(project.id), { method: 'PUT', token, json: { key: secret } })
  expect([put.status, await put.json()]).toEqual([200, { set: true }])
  const kept = await store.getProviderKey(project.id)
  expect(kept?.sealed).not.toContain(secret)
  const audit = await (await http.ask(`/v1/admin/projects/${project.id}/audit`, { token: auditor })).text()
  expect(audit).toContain('providerKey set')
  const projects = await (await http.ask('/v1/admin/projects', { token: await operator(http, 'projects') })).text()
  for (const text of [audit, projects]) expect(text).not.toContain(secret)
  expect(audit + projects).not.toContain(kept?.sealed)
  const gone = await http.ask(pathOf(project.id), { method: 'DELETE', token })
  expect(await gone.json()).toEqual({ set: false })
  expect(await store.getProviderKey(project.id)).toBeNull()
})

test('SE7 keys of providers are set with the scope for keys alone', async () => {
  await using http = await openHttpRoom()
  const { accessToken } = await http.room.signIn('ada')
  const path = pathOf(http.room.project.id)
  for (const [token, code] of [
    [await operator(http, 'projects'), 'forbidden'],
    [accessToken, 'token_invalid'],
  ] as const) {
    expect(await codeOf(await http.ask(path, { method: 'PUT', token, json: { key: secret } }))).toBe(code)
  }
})

test('SE10 a project that is not there, and what is no key, are refused without repeating it', async () => {
  await using http = await openHttpRoom()
  const token = await operator(http, 'keys')
  const put = (project: string, json: object) => http.ask(pathOf(project), { method: 'PUT', token, json })
  expect(await codeOf(await put(nobody, { key: secret }))).toBe('not_found')
  expect(await codeOf(await http.ask(pathOf(nobody), { method: 'DELETE', token }))).toBe('not_found')
  for (const json of [{}, { key: '' }, { key: secret.repeat(100) }, { key: 5 }]) {
    const refused = await put(http.room.project.id, json)
    const text = await refused.text()
    expect(refused.status).toBe(400)
    expect(text).not.toContain(secret)
  }
})

test('AI1.2 a project’s provider is at a web address', async () => {
  await using http = await openHttpRoom()
  const token = await operator(http, 'projects')
  const patch = (baseURL: string) =>
    http.ask(`/v1/admin/projects/${http.room.project.id}`, {
      method: 'PATCH',
      token,
      json: { settings: { provider: { name: 'openai', baseURL } } },
    })
  expect((await patch('https://own.example/v1')).status).toBe(200)
  for (const baseURL of ['file:///etc/passwd', 'ftp://own.example', 'javascript:alert(1)', 'own.example']) {
    expect((await patch(baseURL)).status, baseURL).toBe(400)
  }
})
