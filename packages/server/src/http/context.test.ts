import { adminUsageOperations, type ContextRecord, type OperatorScope, problem } from '@chat-view/protocol'
import { expect, test } from 'vitest'
import { newOperatorKey } from '../domain/new-operator-key.ts'
import { type HttpRoom, openHttpRoom } from '../testing/open-http-room.ts'

const record: ContextRecord = {
  used: 900,
  limit: 3_000,
  estimated: false,
  summarised: 20,
  leftOut: 0,
  provider: 'openai',
  model: 'gpt-4o',
  window: 4_096,
  answerRoom: 1_000,
  summaryShare: 0.25,
  reported: 905,
  items: [
    { kind: 'system', id: null, tokens: 100 },
    { kind: 'message', id: '01890a5d-ac96-774b-bcce-b302099a8057', tokens: 800, cut: true },
  ],
  omitted: [{ reason: 'summarised', fromSeq: 1, toSeq: 20, messages: 20 }],
}

const keyFor = async ({ room }: HttpRoom, scope: OperatorScope): Promise<string> => {
  const { key, record: made } = await newOperatorKey('op', [scope], `key-${scope}`, room.clock.now())
  await room.store.addOperatorKey(made)
  return key
}

const generation = '01890a5d-ac96-774b-bcce-b302099a8058'
const path = `/v1/admin/generations/${generation}/context`

test('AI3.10 an operator sees what an answer was asked with, and that of no other answer', async () => {
  await using http = await openHttpRoom({
    contexts: { contextOf: async id => (id === generation ? record : null) },
  })
  const token = await keyFor(http, 'usage')
  const shown = await http.ask(path, { token })
  expect(shown.status).toBe(200)
  expect(adminUsageOperations.getGenerationContext.response.parse(await shown.json())).toEqual(record)
  const other = await http.ask(path.replace('8058', '8059'), { token })
  expect(problem.parse(await other.json()).code).toBe('not_found')
})

test('SE7 contexts are shown to operators with the scope of usage alone', async () => {
  await using http = await openHttpRoom()
  const codes: string[] = []
  for (const token of [await keyFor(http, 'projects'), (await http.room.signIn('ada')).accessToken]) {
    codes.push(problem.parse(await (await http.ask(path, { token })).json()).code)
  }
  expect(codes).toEqual(['forbidden', 'token_invalid'])
  const token = await keyFor(http, 'usage')
  expect(problem.parse(await (await http.ask(path, { token })).json()).code).toBe('not_found')
})
