import { describe, expect, it } from 'vitest'
import { chatFixture } from '../testing/chat-fixture.ts'
import type { ThreadHandle } from './thread-handle.ts'

const texts = (thread: ThreadHandle) =>
  thread.$timeline.get().keys.map(key =>
    thread
      .$message(key)
      .get()
      ?.parts.map(part => ('text' in part ? part.text : ''))
      .join(''),
  )

describe('thread', () => {
  it('CV3 regenerating keeps the earlier answers, which can be shown again', async () => {
    await using fixture = chatFixture({ answer: () => 'First' })
    const thread = fixture.open().thread()
    const answer = thread.send('Hi')
    await fixture.pass()
    const key = answer.$answer.get() ?? ''
    fixture.server.answers.script = () => 'Second'
    const again = thread.regenerate(key)
    await fixture.pass()
    await again.done
    expect(thread.$message(key).get()).toMatchObject({ versions: { shown: 2, count: 2 }, parts: [{ text: 'Second' }] })
    await Promise.all([thread.showVersion(key, 1), fixture.pass()])
    expect(thread.$message(key).get()).toMatchObject({ versions: { shown: 1, count: 2 }, parts: [{ text: 'First' }] })
    await expect(thread.versions(key)).resolves.toHaveLength(2)
  })

  it('CV3 an edit asks again from there, and what followed leaves the timeline', async () => {
    await using fixture = chatFixture()
    const thread = fixture.open().thread()
    const question = thread.send('One')
    await fixture.pass()
    thread.send('Two')
    await fixture.pass()
    const version = thread.$message(question.key).get()?.version
    const edited = thread.edit(question.key, 'Uno', { version })
    expect(thread.$message(question.key).get()).toMatchObject({
      parts: [{ text: 'One' }],
      delivery: { state: 'pending', command: 'edit', text: 'Uno' },
    })
    await fixture.pass()
    await edited.done
    expect(texts(thread)).toEqual(['Uno', 'You said: Uno'])
    expect(thread.$message(question.key).get()).toMatchObject({ edits: 1, delivery: { state: 'sent' } })
    await expect(thread.edits(question.key)).resolves.toMatchObject([{ before: 'One', after: 'Uno' }])
  })

  it('CV5 a stale edit fails with the current value, and both texts are there', async () => {
    await using fixture = chatFixture()
    const thread = fixture.open().thread()
    const { key } = thread.send('One')
    await fixture.pass()
    const stale = thread.edit(key, 'Mine', { version: 77 })
    await fixture.pass()
    await expect(stale.done).rejects.toMatchObject({ code: 'conflict', current: { parts: [{ text: 'One' }] } })
    expect(thread.$message(key).get()).toMatchObject({
      parts: [{ text: 'One' }],
      delivery: { state: 'failed', command: 'edit', text: 'Mine', error: { code: 'conflict' } },
    })
    thread.discard(key)
    expect(thread.$message(key).get()?.delivery).toEqual({ state: 'sent' })
  })

  it('CV6 an edit of what was not sent yet replaces it', async () => {
    await using fixture = chatFixture()
    fixture.server.kill()
    const thread = fixture.open().thread()
    const { key } = thread.send('Oen')
    const edited = thread.edit(key, 'One')
    expect(texts(thread)).toEqual(['One'])
    await thread.delete(edited.key)
    expect(texts(thread)).toEqual([])
    await expect(edited.done).rejects.toMatchObject({ code: 'discarded' })
  })

  it('CV2 messages are deleted and rated', async () => {
    await using fixture = chatFixture()
    const thread = fixture.open().thread()
    const answer = thread.send('Hi')
    await fixture.pass()
    const key = answer.$answer.get() ?? ''
    await Promise.all([thread.feedback(key, { rating: 'up', reason: 'good' }), fixture.pass()])
    expect(thread.$message(key).get()?.feedback).toEqual({ rating: 'up', reason: 'good' })
    await Promise.all([thread.delete(key), fixture.pass()])
    expect(thread.$message(key).get()).toMatchObject({ parts: [], deletedAt: fixture.clock.now() })
    await expect(thread.delete('unknown')).rejects.toMatchObject({ name: 'ChatError', code: 'not_found' })
    await expect(thread.feedback('unknown', null)).rejects.toMatchObject({ code: 'not_found' })
    await expect(thread.regenerate('unknown').done).rejects.toMatchObject({ code: 'not_found' })
  })

  it('CV3 a rating names the answer that its reader sees, also where another one was asked for meanwhile', async () => {
    await using fixture = chatFixture()
    const thread = fixture.open().thread()
    const sent = thread.send('Hi')
    await fixture.pass()
    const key = sent.$answer.get() ?? ''
    const again = thread.regenerate(key)
    const rated = thread.feedback(key, { rating: 'down', reason: null })
    await Promise.all([rated, again.done, fixture.pass()])
    expect(thread.$message(key).get()).toMatchObject({ versions: { shown: 2, count: 2 }, feedback: null })
    await Promise.all([thread.showVersion(key, 1), fixture.pass()])
    expect(thread.$message(key).get()).toMatchObject({ versions: { shown: 1 }, feedback: { rating: 'down' } })
  })

  it('DX1 a delta touches the store of its message and no other', async () => {
    await using fixture = chatFixture({ pace: { mode: 'held' } })
    const thread = fixture.open().thread()
    const answer = thread.send('Hi')
    await fixture.pass()
    const touched: string[] = []
    thread.$timeline.listen(() => touched.push('timeline'))
    thread.$message(answer.key).listen(() => touched.push('question'))
    thread.$message(answer.$answer.get() ?? '').listen(() => touched.push('answer'))
    fixture.server.release(1)
    await fixture.pass()
    expect(new Set(touched)).toEqual(new Set(['answer']))
  })

  it('CV7 others see that one writes, and see it end; nobody sees themselves', async () => {
    await using fixture = chatFixture()
    const thread = fixture.open().thread()
    thread.send('Hi')
    await fixture.pass()
    const typing = () => fixture.server.frames.filter(frame => frame.type === 'typing').map(({ on }) => on)
    thread.typing()
    thread.typing()
    await fixture.pass(4_000)
    thread.typing()
    await fixture.pass(6_000)
    expect(typing()).toEqual([true, true, false])
    const [connection] = fixture.server.connections
    const other = { id: '00000000-0000-7000-8000-ffffffffffff', name: 'Eve' }
    const say = (user: { id: string; name: string | null }, on: boolean) =>
      connection?.say({ type: 'typing', thread: thread.id ?? '', user, on })
    say(other, true)
    say({ id: connection?.user ?? '', name: null }, true)
    await fixture.pass()
    expect(thread.$typing.get()).toEqual([other])
    await fixture.pass(8_000)
    expect(thread.$typing.get()).toEqual([])
    connection?.say({ type: 'presence', thread: thread.id ?? '', users: [other] })
    await fixture.pass()
    expect(thread.$presence.get()).toEqual([other])
  })

  it('CV10 the participants are loaded when somebody looks', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    const thread = chat.thread()
    thread.send('Hi')
    await fixture.pass()
    expect(fixture.server.requests.some(({ path }) => path.endsWith('/participants'))).toBe(false)
    thread.$participants.get()
    await fixture.pass()
    expect(thread.$participants.get()).toMatchObject([{ userId: chat.$session.get()?.user.id, role: 'owner' }])
  })

  it('CV1 a thread is read up to what is shown, and said so once', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    chat.$threads.get()
    const thread = chat.thread()
    thread.send('Hi')
    await fixture.pass()
    expect(chat.$threads.get().items[0]?.unread).toBe(true)
    await Promise.all([thread.markRead(), fixture.pass()])
    await thread.markRead()
    expect(chat.$threads.get().items[0]?.unread).toBe(false)
    expect(fixture.server.frames.filter(frame => frame.type === 'command' && frame.name === 'markRead')).toHaveLength(1)
  })

  it('CV1 what could not be said to be read is said again', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    chat.$threads.get()
    const thread = chat.thread()
    thread.send('Hi')
    await fixture.pass()
    fixture.server.refuse({ code: 'forbidden', only: 'commands' })
    const refused = thread.markRead().catch(({ code }) => code)
    await fixture.pass()
    expect(await refused).toBe('forbidden')
    await Promise.all([thread.markRead(), fixture.pass()])
    expect(chat.$threads.get().items[0]?.unread).toBe(false)
  })

  it('DX1 a stop that waits for its question to be sent ends with the chat', async () => {
    await using fixture = chatFixture()
    fixture.server.kill()
    const chat = fixture.open()
    const thread = chat.thread()
    thread.send('Hi')
    const stopped = thread.stop().catch(({ code }) => code)
    await fixture.pass()
    await chat.close()
    expect(await Promise.race([stopped, fixture.pass()])).toBe('closed')
  })
})
