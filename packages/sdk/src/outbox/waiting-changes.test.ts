import { describe, expect, it } from 'vitest'
import type { Chat } from '../chat.ts'
import { type ChatFixture, chatFixture } from '../testing/chat-fixture.ts'

/** A chat that looks at its lists, with three threads of which `one` is the newest; and then its server goes away. */
const cutOff = async (fixture: ChatFixture): Promise<{ chat: Chat; ids: readonly [string, string, string] }> => {
  const chat = fixture.open()
  await Promise.all([chat.connect(), fixture.pass()])
  const user = chat.$session.get()?.user.id ?? ''
  const make = async (title: string) => {
    await fixture.pass(1_000)
    return fixture.server.world.createThread(user, title).thread.id
  }
  const [three, two, one] = [await make('three'), await make('two'), await make('one')]
  chat.$threads.listen(() => {})
  chat.$archived.listen(() => {})
  await fixture.pass()
  return { chat, ids: [one, two, three] }
}

const titles = (chat: Chat) => chat.$threads.get().items.map(({ title }) => title)
const archived = (chat: Chat) => chat.$archived.get().items.map(({ title }) => title)

const outcome = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    error => error.code,
  )

describe('what waits in the outbox', () => {
  it('CV6 is shown in the lists at once, and stays as it is when it is done', async () => {
    await using fixture = chatFixture()
    const { chat, ids } = await cutOff(fixture)
    const [one, two, three] = ids
    fixture.server.kill()
    const changes = [
      chat.threads.rename(one, 'eins'),
      chat.threads.pin(three),
      chat.threads.rename(two, 'zwei'),
      chat.threads.archive(two),
    ].map(outcome)
    expect(titles(chat)).toEqual(['three', 'eins'])
    expect(archived(chat)).toEqual(['zwei'])
    expect(chat.$threads.get().items[0]).toMatchObject({ pinned: true })
    const deleted = outcome(chat.threads.delete(one))
    const restored = outcome(chat.threads.restore(two))
    expect([titles(chat), archived(chat)]).toEqual([['three', 'zwei'], []])
    const seen = new Set<string>()
    chat.$threads.listen(() => seen.add(titles(chat).join()))
    fixture.server.start()
    await fixture.pass(60_000)
    expect(await Promise.all([...changes, deleted, restored])).toEqual(Array(6).fill('done'))
    expect(titles(chat)).toEqual(['three', 'zwei'])
    expect(archived(chat)).toEqual([])
    expect([...seen].filter(list => list.includes('one') || list.includes('eins'))).toEqual([])
  })

  it('CV6 comes back with its reason where it is refused', async () => {
    await using fixture = chatFixture()
    const { chat, ids } = await cutOff(fixture)
    fixture.server.kill()
    const [one, two, three] = ids
    const changes = [chat.threads.delete(one), chat.threads.archive(two), chat.threads.rename(three, 'drei')].map(
      outcome,
    )
    expect([titles(chat), archived(chat)]).toEqual([['drei'], ['two']])
    fixture.server.refuse({ code: 'forbidden', only: 'commands', times: 3 })
    fixture.server.start()
    await fixture.pass(60_000)
    expect(await Promise.all(changes)).toEqual(['forbidden', 'forbidden', 'forbidden'])
    expect([titles(chat), archived(chat)]).toEqual([['one', 'two', 'three'], []])
  })

  it('CV6 is shown in a thread that is open, and what others change is shown beside it', async () => {
    await using fixture = chatFixture()
    const { chat, ids } = await cutOff(fixture)
    const thread = chat.thread(ids[0])
    await fixture.pass()
    const state = () => {
      const now = thread.$thread.get()
      return now.status === 'open' ? [now.thread.title, now.thread.archivedAt !== null] : [now.status]
    }
    expect(state()).toEqual(['one', false])
    fixture.server.kill()
    const seen: unknown[] = []
    thread.$thread.listen(() => seen.push(state()))
    const changes = [chat.threads.rename(ids[0], 'eins'), chat.threads.archive(ids[0])].map(outcome)
    expect(state()).toEqual(['eins', true])
    seen.length = 0
    fixture.server.start()
    await fixture.pass(60_000)
    expect(await Promise.all(changes)).toEqual(['done', 'done'])
    expect(new Set(seen.map(String))).toEqual(new Set(['eins,true']))
    fixture.server.refuse({ code: 'forbidden', only: 'commands' })
    const refused = outcome(chat.threads.restore(ids[0]))
    expect(state()).toEqual(['eins', false])
    await fixture.pass()
    expect([await refused, state()]).toEqual(['forbidden', ['eins', true]])
  })

  it('CV6 an opinion is shown at once, with or without a connection, and taken back where it is refused', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    const thread = chat.thread()
    await Promise.all([thread.send('Why?').done, fixture.pass()])
    await fixture.pass()
    const key = thread.$timeline.get().keys.at(-1) ?? ''
    const $message = thread.$message(key)
    const rating = () => $message.get()?.feedback?.rating ?? null
    const online = outcome(thread.feedback(key, { rating: 'up', reason: null }))
    expect(rating()).toBe('up')
    await fixture.pass()
    expect([await online, rating()]).toEqual(['done', 'up'])
    fixture.server.kill()
    const offline = [
      thread.feedback(key, { rating: 'down', reason: null }),
      thread.feedback(key, { rating: 'down', reason: 'other' }),
    ].map(outcome)
    expect($message.get()?.feedback).toEqual({ rating: 'down', reason: 'other' })
    const seen: unknown[] = []
    $message.listen(view => seen.push(view?.feedback?.rating))
    fixture.server.start()
    await fixture.pass(60_000)
    expect(await Promise.all(offline)).toEqual(['done', 'done'])
    expect(rating()).toBe('down')
    expect(seen.filter(one => one !== 'down')).toEqual([])
    fixture.server.refuse({ code: 'forbidden', only: 'commands' })
    const refused = outcome(thread.feedback(key, null))
    expect(rating()).toBe(null)
    await fixture.pass()
    expect([await refused, rating()]).toEqual(['forbidden', 'down'])
  })
})
