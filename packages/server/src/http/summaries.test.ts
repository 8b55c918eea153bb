import { problem, summaryOperations } from '@chat-view/protocol'
import { expect, test } from 'vitest'
import { setScene } from '../testing/command-cases/scene.ts'
import { openHttpRoom } from '../testing/open-http-room.ts'

test('AI5 summaries are listed and read, by those who may read their thread', async () => {
  await using http = await openHttpRoom()
  const { act, owner, stranger, thread, question } = await setScene(http.room)
  await act('createSummary', { thread, to: question, text: 'They spoke of ships.' })
  const listed = await http.ask(`/v1/threads/${thread}/summaries`, { token: owner.token })
  expect(listed.status).toBe(200)
  const { items } = summaryOperations.listSummaries.response.parse(await listed.json())
  expect(items).toMatchObject([{ text: 'They spoke of ships.', messages: 1, state: 'current' }])
  const path = `/v1/summaries/${items[0]?.id}`
  const one = await http.ask(path, { token: owner.token })
  expect(summaryOperations.getSummary.response.parse(await one.json())).toEqual(items[0])

  const codeOf = async (where: string, token: string): Promise<string> =>
    problem.parse(await (await http.ask(where, { token })).json()).code
  expect(await codeOf(path, stranger.token)).toBe('not_found')
  expect(await codeOf(`/v1/threads/${thread}/summaries`, stranger.token)).toBe('not_found')
  await act('inviteParticipant', { thread, user: 'eve', role: 'viewer' })
  expect((await http.ask(path, { token: stranger.token })).status).toBe(200)
  expect(await codeOf('/v1/summaries/01890a5d-ac96-774b-bcce-b302099a8057', owner.token)).toBe('not_found')
  await act('deleteThread', { thread })
  expect(await codeOf(path, owner.token)).toBe('deleted')
  expect(await codeOf(`/v1/threads/${thread}/summaries`, owner.token)).toBe('deleted')
})
