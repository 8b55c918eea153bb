import { describe, expect, it, vi } from 'vitest'
import type { Chat } from '../chat.ts'
import { type ChatFixture, chatFixture } from '../testing/chat-fixture.ts'
import { FakeConnection } from '../testing/fake-connection.ts'
import type { FakeThread } from '../testing/fake-world.ts'
// A clock that stands still waits for no code on its way.
import './far-pages.ts'

/** A chat of Ada's on a page where Eve signs in later, and requests that arrive when the test says so. */
interface SharedPage {
  readonly chat: Chat
  /** Requests under this path are answered, but the answers do not arrive yet. */
  hold(path: string): void
  /** They arrive. */
  arrive(): Promise<void>
  /** Eve is here from now on. */
  change(): Promise<void>
  /** So she is, as a request says whose token is refused. */
  signIn(): Promise<void>
}

const sharedPage = (fixture: ChatFixture): SharedPage => {
  const { fetch: real = globalThis.fetch } = fixture.server.options
  let user = 'ada'
  let path: string | null = null
  const held: (() => void)[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await real(input, init)
    if (path !== null && String(input).includes(path)) await new Promise<void>(resolve => held.push(resolve))
    return response
  }
  const chat = fixture.open({ getToken: async () => user, fetch })
  return {
    chat,
    hold: under => {
      path = under
    },
    arrive: async () => {
      path = null
      for (const release of held.splice(0)) release()
      await fixture.pass()
    },
    signIn: async () => {
      user = 'eve'
      fixture.server.refuse({ code: 'token_expired', only: '/v1/threads' })
      await Promise.all([chat.threads.list().catch(() => {}), fixture.pass()])
      expect(chat.$session.get()?.user.name).toBe('eve')
    },
    change: async () => {
      path = null
      user = 'eve'
      fixture.server.sessions.revoke()
      fixture.server.drop()
      await fixture.pass(5_000)
      expect(chat.$session.get()?.user.name).toBe('eve')
    },
  }
}

/** A thread of Ada's that Eve is in as well, longer than a page. */
const sharedThread = async (fixture: ChatFixture): Promise<FakeThread> => {
  const writer = fixture.open({ getToken: async () => 'ada', storage: false })
  const thread = writer.thread()
  for (const text of ['one', 'two', 'three']) {
    thread.send(text)
    await fixture.pass()
  }
  await writer.close()
  const [row] = fixture.server.world.threads.values()
  if (!row) throw new Error('There is no thread')
  fixture.server.world.join(row, fixture.server.sessions.known('eve').id, 'collaborator')
  return row
}

const titles = ({ items }: { readonly items: readonly { readonly title: string | null }[] }) =>
  items.map(({ title }) => title)

describe('another user on the page', () => {
  it('SE1 a page of the former user’s threads that comes late is not shown to the next', async () => {
    await using fixture = chatFixture({ pageSize: 1 })
    const page = sharedPage(fixture)
    const { chat } = page
    await Promise.all([chat.connect(), fixture.pass()])
    const ada = chat.$session.get()?.user.id ?? ''
    for (const title of ['first', 'second']) fixture.server.world.createThread(ada, title)
    const archived = fixture.server.world.createThread(ada, 'put away')
    fixture.server.world.update(archived, ada, { archivedAt: 1 })
    chat.$threads.listen(() => {})
    await fixture.pass()
    page.hold('/v1/threads')
    const more = chat.threads.loadMore().catch(({ code }) => code)
    chat.$archived.listen(() => {})
    await fixture.pass()
    await page.change()
    await page.arrive()
    expect(await more).toBe('aborted')
    expect(chat.$threads.get()).toEqual({ status: 'ready', items: [], hasMore: false, loadingMore: false, error: null })
    expect(chat.$archived.get()).toMatchObject({ status: 'ready', items: [], error: null })
  })

  it('SE1 the archived list of the next user is loaded, and not awaited for ever', async () => {
    await using fixture = chatFixture()
    const page = sharedPage(fixture)
    const { chat } = page
    const eve = fixture.server.sessions.known('eve').id
    const archived = fixture.server.world.createThread(eve, 'of Eve')
    fixture.server.world.update(archived, eve, { archivedAt: 1 })
    chat.$archived.listen(() => {})
    await fixture.pass()
    expect(chat.$archived.get()).toMatchObject({ status: 'ready', items: [] })
    await page.change()
    expect(chat.$archived.get().status).toBe('ready')
    expect(titles(chat.$archived.get())).toEqual(['of Eve'])
  })

  it('SE1 older messages that the former user asked for are not shown to the next, who can ask at once', async () => {
    await using fixture = chatFixture({ pageSize: 2 })
    const row = await sharedThread(fixture)
    const page = sharedPage(fixture)
    const thread = page.chat.thread(row.thread.id)
    await fixture.pass()
    page.hold('/messages')
    const older = thread.loadOlder().catch(({ code }) => code)
    const around = thread.loadAround([...row.messages.keys()][0] ?? '').catch(({ code }) => code)
    await fixture.pass()
    await page.change()
    expect(thread.$timeline.get()).toMatchObject({ status: 'ready', loadingOlder: false, error: null })
    const [, again] = await Promise.all([page.arrive(), thread.loadOlder()])
    expect([await older, await around, again]).toEqual(['aborted', 'aborted', true])
    expect(thread).toHaveTimeline(['two', 'You said: two', 'three', 'You said: three'])
    expect(thread.$timeline.get()).toMatchObject({ hasOlder: true, gaps: [], loadingOlder: false, error: null })
  })

  it('SE1 who was in a thread, and what one was allowed in it, is not told to the next user', async () => {
    await using fixture = chatFixture()
    const row = await sharedThread(fixture)
    const page = sharedPage(fixture)
    const thread = page.chat.thread(row.thread.id)
    thread.$participants.listen(() => {})
    await fixture.pass()
    expect(thread.$participants.get()).toHaveLength(2)
    page.hold('/v1/threads')
    fixture.server.world.join(row, row.owner, 'owner')
    await fixture.pass()
    row.members.delete(fixture.server.sessions.known('eve').id)
    await page.change()
    await page.arrive()
    expect(thread.$thread.get().status).toBe('gone')
    expect(thread.$participants.get()).toEqual([])
  })

  it('CV1 what the former user has read the next one reads anew', async () => {
    await using fixture = chatFixture()
    const row = await sharedThread(fixture)
    const page = sharedPage(fixture)
    const thread = page.chat.thread(row.thread.id)
    await fixture.pass()
    await Promise.all([thread.markRead(), fixture.pass()])
    await page.change()
    await Promise.all([thread.markRead(), fixture.pass()])
    expect(row.members.get(page.chat.$session.get()?.user.id ?? '')?.readSeq).toBe(row.thread.seq)
  })

  it('SE1 a connection that the former user’s token opens while the next one comes is not theirs', async () => {
    await using fixture = chatFixture()
    const page = sharedPage(fixture)
    const { chat } = page
    const ada = chat.thread()
    ada.send('Secret')
    await fixture.pass()
    const late: (() => void)[] = []
    const { received } = FakeConnection.prototype
    vi.spyOn(FakeConnection.prototype, 'received').mockImplementation(function (this: FakeConnection, data) {
      const take = () => received.call(this, data)
      if (data.includes('"hello"')) late.push(take)
      else take()
    })
    fixture.server.drop()
    await fixture.pass(2_000)
    expect([late.length, chat.$connection.get().state]).toEqual([1, 'connecting'])
    await page.signIn()
    vi.restoreAllMocks()
    for (const take of late) take()
    await fixture.pass(5_000)
    const users = [...fixture.server.connections].map(({ user }) => fixture.server.world.users.get(user ?? '')?.name)
    expect(users).toEqual(['eve'])
    expect(ada.$timeline.get()).toMatchObject({ status: 'gone', keys: [] })
  })

  it('SE1 a page whose user another tab has already followed shows nothing of the former one', async () => {
    await using fixture = chatFixture()
    const page = sharedPage(fixture)
    page.chat.$threads.listen(() => {})
    const thread = page.chat.thread()
    thread.send('Secret')
    await fixture.pass()
    const eve = fixture.open({ getToken: async () => 'eve' })
    await Promise.all([eve.connect(), fixture.pass()])
    await page.change()
    expect(page.chat.$threads.get().items).toEqual([])
    expect(thread.$timeline.get()).toMatchObject({ status: 'gone', keys: [] })
  })
})
