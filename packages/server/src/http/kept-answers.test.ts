import { type OperatorScope, problem } from '@chat-view/protocol'
import { expect, test } from 'vitest'
import { newOperatorKey } from '../domain/new-operator-key.ts'
import { CodedError } from '../ports/coded-error.ts'
import { type HttpRoom, type HttpRoomOptions, openHttpRoom } from '../testing/open-http-room.ts'

const openDesk = async (options: HttpRoomOptions = {}) => {
  const http = await openHttpRoom(options)
  const operator = async (id: string, ...scopes: OperatorScope[]): Promise<string> => {
    const { key, record } = await newOperatorKey('op', scopes, id, http.room.clock.now())
    await http.room.store.addOperatorKey(record)
    return key
  }
  const token = await operator('key-1', 'projects', 'keys', 'webhooks', 'users')
  const path = `/v1/admin/projects/${http.room.project.id}`
  const ask = (method: string, to: string, json: unknown, key: string, by = token) =>
    http.ask(to, { method, token: by, ...(json === null ? {} : { json }), headers: { 'idempotency-key': key } })
  return { http, path, ask, operator, [Symbol.asyncDispose]: () => http[Symbol.asyncDispose]() }
}

const codeOf = async (response: Response): Promise<string> => problem.parse(await response.json()).code

const named = async ({ room }: HttpRoom, name: string) =>
  (await room.store.listProjects()).filter(project => project.name === name)

test('RT11.1 a project that is asked for twice under one key is made once, and both answers are the same', async () => {
  await using desk = await openDesk()
  const create = () => desk.ask('POST', '/v1/admin/projects', { name: 'Docs' }, 'key-00001')
  const [first, second] = [await create(), await create()]
  expect([first.status, second.status]).toEqual([201, 201])
  expect(await second.json()).toEqual(await first.json())
  expect(await named(desk.http, 'Docs')).toHaveLength(1)
})

test('RT11.1 another body, another operation and another project under the same key are refused', async () => {
  await using desk = await openDesk()
  const { http, path, ask } = desk
  const key = 'key-00001'
  const body = { url: 'https://hooks.example.com/a', topics: ['message.created'] }
  const made = await ask('POST', `${path}/webhooks`, body, key)
  expect(made.status).toBe(201)
  const other = await http.room.makeProject()
  const refused = [
    await ask('POST', `${path}/webhooks`, { ...body, url: 'https://hooks.example.com/b' }, key),
    await ask('POST', '/v1/admin/projects', { name: 'Docs' }, key),
    await ask('POST', `/v1/admin/projects/${other.id}/webhooks`, body, key),
  ]
  expect(await Promise.all(refused.map(codeOf))).toEqual(Array(3).fill('idempotency_mismatch'))
  expect(await named(http, 'Docs')).toEqual([])
})

test('RT11.1 an operator’s key says nothing to another operator', async () => {
  await using desk = await openDesk()
  const other = await desk.operator('key-2', 'projects')
  const create = (by?: string) => desk.ask('POST', '/v1/admin/projects', { name: 'Docs' }, 'key-00001', by)
  expect([(await create()).status, (await create(other)).status]).toEqual([201, 201])
  expect(await named(desk.http, 'Docs')).toHaveLength(2)
})

test('RT11.1 a secret that is shown once is shown again to who lost the answer, and lies nowhere in clear', async () => {
  const kept: string[] = []
  await using desk = await openDesk()
  const { store } = desk.http.room
  const { endRequest } = store
  store.endRequest = async request => {
    kept.push(request.answer)
    await endRequest(request)
  }
  const add = () => desk.ask('POST', `${desk.path}/webhooks/${id}/secret`, null, 'key-00002')
  const body = { url: 'https://hooks.example.com/a', topics: ['message.created'] }
  const { id } = (await (await desk.ask('POST', `${desk.path}/webhooks`, body, 'key-00001')).json()) as { id: string }
  const { secret } = (await (await add()).json()) as { secret: string }
  expect(secret).toMatch(/^whsec_/)
  expect(await (await add()).json()).toEqual({ secret })
  expect(kept).toHaveLength(2)
  expect(kept.join()).not.toContain(secret.replace('whsec_', ''))
})

test('RT11.1 what was refused may be asked for again under its key', async () => {
  await using desk = await openDesk()
  const { path, http } = desk
  const [id, key] = [http.room.project.id, 'key-00001']
  const rename = () => desk.ask('PATCH', path, { name: 'Docs', version: 2 }, key)
  expect(await codeOf(await rename())).toBe('conflict')
  await http.room.store.updateProject(id, { enabled: true })
  expect((await rename()).status).toBe(200)
  expect(await (await rename()).json()).toMatchObject({ name: 'Docs', version: 3 })
})

test('RT11.1 who was refused is told why, also where their key cannot be freed', async () => {
  await using desk = await openDesk()
  desk.http.room.store.forgetRequest = async () => {
    throw new CodedError('store_unavailable')
  }
  expect(await codeOf(await desk.ask('PATCH', desk.path, { name: 'Docs', version: 2 }, 'key-00001'))).toBe('conflict')
})

test('RT11.1 what may have been done is not done again, and what can be done twice is', async () => {
  let isAway = true
  const away = (): never => {
    throw new CodedError('store_unavailable')
  }
  await using desk = await openDesk()
  const { http, path, ask } = desk
  const { store } = http.room
  const { addSigningKey, expireSigningKey, createProject } = store
  store.createProject = async (...args) => (isAway ? createProject(...args).then(away) : createProject(...args))
  store.expireSigningKey = async (...args) => (isAway ? away() : expireSigningKey(...args))
  await addSigningKey({
    projectId: http.room.project.id,
    kid: 'k9',
    algorithm: 'HS256',
    material: 'm',
    createdAt: 1,
    expiresAt: null,
  })
  const create = () => ask('POST', '/v1/admin/projects', { name: 'Docs' }, 'key-00001')
  const revoke = () => ask('DELETE', `${path}/keys/k9`, null, 'key-00002')
  expect([await codeOf(await create()), await codeOf(await revoke())]).toEqual(Array(2).fill('store_unavailable'))
  isAway = false
  expect(await codeOf(await create())).toBe('state_conflict')
  expect(await named(http, 'Docs')).toHaveLength(1)
  expect((await revoke()).status).toBe(200)
})

test('RT11.1 an answer that cannot be kept is given, and the write is not done again', async () => {
  await using desk = await openDesk()
  desk.http.room.store.endRequest = async () => {
    throw new CodedError('store_unavailable')
  }
  const create = () => desk.ask('POST', '/v1/admin/projects', { name: 'Docs' }, 'key-00001')
  expect((await create()).status).toBe(201)
  expect(await codeOf(await create())).toBe('state_conflict')
  expect(await named(desk.http, 'Docs')).toHaveLength(1)
})

test('RT11.1 an answer whose SECRET_KEY is gone is not invented', async () => {
  const cipher = { seal: () => 'sealed', open: () => null }
  await using desk = await openDesk({ cipher })
  const create = () => desk.ask('POST', '/v1/admin/projects', { name: 'Docs' }, 'key-00001')
  expect((await create()).status).toBe(201)
  expect(await codeOf(await create())).toBe('state_conflict')
})

test('RT11.1 a key of another shape is refused, and reads want none', async () => {
  await using desk = await openDesk()
  expect(await codeOf(await desk.ask('POST', '/v1/admin/projects', { name: 'Docs' }, 'short'))).toBe('invalid_request')
  expect(await named(desk.http, 'Docs')).toEqual([])
  expect((await desk.ask('GET', '/v1/admin/projects', null, 'short')).status).toBe(200)
})
