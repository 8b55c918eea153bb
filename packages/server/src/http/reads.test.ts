import { type OperationDefinition, userOperations } from '@chat-view/protocol'
import { expect, test } from 'vitest'
import { setScene } from '../testing/command-cases/scene.ts'
import { openHttpRoom } from '../testing/open-http-room.ts'

test('OP8 every operation answers in the form that is documented, and strangers with not_found', async () => {
  await using http = await openHttpRoom()
  const { owner, stranger, thread, question, answer, act, end } = await setScene(http.room)
  await act('createInvite', { thread, role: 'viewer' })
  const edited = await act('editMessage', { message: question, text: 'Why do ships float?' })
  await end(edited.answer)
  const { getMe, listThreads } = userOperations
  const ofOne = Object.values<OperationDefinition>(userOperations).filter(({ params }) => params !== undefined)

  for (const { path, response } of [getMe, listThreads]) {
    const body: unknown = await (await http.ask(path, { token: owner.token })).json()
    expect(response.parse(body)).toEqual(body)
  }
  expect(ofOne.map(({ id }) => id)).toEqual(expect.arrayContaining(['getThread', 'listInvites', 'listVersions']))
  for (const operation of ofOne) {
    const message = operation.id === 'listEdits' ? question : answer
    const path = operation.path.replace('{thread}', thread).replace('{message}', message)
    const found = await http.ask(path, { token: owner.token })
    const body: unknown = await found.json()
    expect(found.status).toBe(operation.status)
    expect(operation.response.parse(body)).toEqual(body)
    const refused = await http.ask(path, { token: stranger.token })
    expect([refused.status, await refused.json()]).toMatchObject([404, { code: 'not_found' }])
  }
})

test('ST5 pages lead through a list from either end', async () => {
  await using http = await openHttpRoom()
  const { owner, act } = await setScene(http.room)
  for (const title of ['B', 'C', 'D']) await act('createThread', { title })
  const page = async (query: string) => {
    const response = await http.ask(`/v1/threads?${query}`, { token: owner.token })
    return userOperations.listThreads.response.parse(await response.json())
  }
  const all = await page('')
  const first = await page('limit=3')
  const second = await page(`limit=3&after=${first.after}`)
  const ids = ({ items }: typeof all) => items.map(({ id }) => id)
  expect([...ids(first), ...ids(second)]).toEqual(ids(all))
  expect([first.before, second.after]).toEqual([null, null])
  expect(ids(await page(`limit=3&before=${second.before}`))).toEqual(ids(first))
})
