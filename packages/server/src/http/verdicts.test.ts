import { type OperatorScope, problem, safetyOperations, type Verdict } from '@chat-view/protocol'
import { expect, test } from 'vitest'
import { newOperatorKey } from '../domain/new-operator-key.ts'
import { type HttpRoom, openHttpRoom } from '../testing/open-http-room.ts'
import { newId } from '../testing/store-contract/world.ts'

const keyFor = async ({ room }: HttpRoom, scope: OperatorScope): Promise<string> => {
  const { key, record } = await newOperatorKey('op', [scope], `key-${scope}`, room.clock.now())
  await room.store.addOperatorKey(record)
  return key
}

const pathOf = ({ room }: HttpRoom, query = ''): string => `/v1/admin/projects/${room.project.id}/verdicts${query}`

const plant = async ({ room }: HttpRoom, count: number): Promise<Verdict[]> => {
  const { user } = await room.signIn('ada')
  const threadId = newId()
  await room.store.createThread({ id: threadId, projectId: room.project.id, ownerId: user.id, title: null, at: 1 })
  const verdicts = Array.from({ length: count }, (_, at): Verdict => {
    const ids = { id: newId(), projectId: room.project.id, threadId, messageId: newId(), generationId: newId() }
    return { ...ids, direction: 'input', action: 'flag', rule: 'prompt-leak', at }
  })
  await room.store.recordVerdicts(threadId, verdicts)
  return verdicts.toReversed()
}

test('AI8.7 an operator sees what the filter decided, newest first, by cursors that are the project’s own', async () => {
  await using http = await openHttpRoom()
  const verdicts = await plant(http, 5)
  const token = await keyFor(http, 'audit')
  const page = async (query: string) =>
    safetyOperations.listVerdicts.response.parse(await (await http.ask(pathOf(http, query), { token })).json())
  const first = await page('?limit=2')
  expect(first).toMatchObject({ items: verdicts.slice(0, 2), before: null })
  const second = await page(`?limit=2&after=${first.after}`)
  expect(second.items).toEqual(verdicts.slice(2, 4))
  expect((await page(`?before=${second.before}`)).items).toEqual(verdicts.slice(0, 2))
  const strange = await http.ask(pathOf(http, '?after=strange'), { token })
  expect(problem.parse(await strange.json()).code).toBe('invalid_cursor')
})

test('SE7 verdicts are shown to operators with the scope of the trail alone', async () => {
  await using http = await openHttpRoom()
  const codes: string[] = []
  for (const token of [await keyFor(http, 'projects'), (await http.room.signIn('ada')).accessToken])
    codes.push(problem.parse(await (await http.ask(pathOf(http), { token })).json()).code)
  expect(codes).toEqual(['forbidden', 'token_invalid'])
  const token = await keyFor(http, 'audit')
  const unknown = await http.ask(`/v1/admin/projects/${newId()}/verdicts`, { token })
  expect(problem.parse(await unknown.json()).code).toBe('not_found')
})
