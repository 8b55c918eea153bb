import { describe, expect, it } from 'vitest'
import { chatFixture } from '../testing/chat-fixture.ts'
import { path } from './path.ts'

const noIds = ['', '.', '..', '../me', '../usage', '?limit=1', 'a/messages', 'a%2Fb', 'a#b', 'a b', 'a\n']

describe('path', () => {
  it('SE10 ids stand in it as they are, and what is no id is refused', () => {
    expect(path`/v1/threads/${'0199f6a1-a'}/messages`).toBe('/v1/threads/0199f6a1-a/messages')
    for (const id of noIds)
      expect(() => path`/v1/threads/${id}`).toThrow(expect.objectContaining({ code: 'invalid_request' }))
  })

  it('SE10 an id that is none is refused before anybody is asked, never read as another path', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    const thread = chat.thread()
    thread.send('Hello')
    await fixture.pass()
    const asked = fixture.server.requests.length
    for (const id of [...noIds, `${thread.id}/messages`]) {
      await expect(chat.threads.get(id)).rejects.toMatchObject({ name: 'ChatError', code: 'invalid_request' })
      await expect(chat.threads.export(id)).rejects.toMatchObject({ name: 'ChatError', code: 'invalid_request' })
      await expect(thread.summaries.get(id)).rejects.toMatchObject({ name: 'ChatError', code: 'invalid_request' })
    }
    expect(fixture.server.requests).toHaveLength(asked)
  })

  it('SE10 a thread that is opened by what is no id is gone, and reads nothing else', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    const thread = chat.thread('../me')
    thread.$participants.listen(() => {})
    thread.$summaries.listen(() => {})
    await expect(thread.participants.list()).toFailWithCode('invalid_request')
    await expect(thread.participants.invites()).toFailWithCode('invalid_request')
    await expect(thread.summaries.list()).toFailWithCode('invalid_request')
    await fixture.pass()
    expect(thread.$thread.get().status).toBe('gone')
    expect(new Set(fixture.server.requests.map(({ path }) => path))).toEqual(
      new Set(['/v1/sessions', '/v1/threads/..%2Fme/participants']),
    )
  })
})
