import { describe, expect, it, vi } from 'vitest'
import { chatFixture } from '../testing/chat-fixture.ts'
import { memoryStorage } from '../testing/memory-storage.ts'

const keys = (storage: ReturnType<typeof memoryStorage>): string[] =>
  Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '')

describe('the account', () => {
  it('CV12 everything of a user is one file, in JSON or in Markdown', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open({ getToken: async () => 'Ada' })
    chat.thread().send('How do ships float?')
    await fixture.pass()
    const json = await chat.account.export({ format: 'json' })
    expect(json.type).toMatch(/^application\/json/)
    expect(JSON.parse(await json.text())).toMatchObject({ user: { name: 'Ada' }, threads: [{ messages: [{}, {}] }] })
    const markdown = await chat.account.export({ format: 'markdown' })
    expect(markdown.type).toMatch(/^text\/markdown/)
    expect(await markdown.text()).toContain('How do ships float?')
  })

  it('CV12 an export that is given up, or cannot be had, says so', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    const signal = AbortSignal.abort()
    await expect(chat.account.export({ format: 'json', signal })).toFailWithCode('aborted')
    fixture.server.refuse({ code: 'rate_limited', retryAfter: 60, only: '/v1/me' })
    await expect(chat.account.export({ format: 'json' })).rejects.toMatchObject({ retryAfter: 60 })
  })

  it('ST8 erased, a user leaves a receipt, and nothing on the device', async () => {
    await using fixture = chatFixture()
    const storage = memoryStorage()
    const chat = fixture.open({ storage })
    const thread = chat.thread()
    thread.send('Remember nothing')
    await fixture.pass()
    expect(keys(storage)).not.toEqual([])
    const receipt = await chat.account.erase()
    expect(receipt).toMatchObject({ counts: { threads: 1, messages: 0 }, signature: expect.any(String) })
    expect(keys(storage)).toEqual([])
    expect(chat.$connection.get().state).toBe('closed')
    expect(chat.$session.get()).toBeNull()
    expect(thread.$timeline.get().keys).toEqual([])
    await expect(thread.send('More').done).toFailWithCode('closed')
    expect(fixture.server.world.users.size).toBe(0)
    const next = fixture.open({ storage })
    await Promise.all([next.connect(), fixture.pass()])
    expect(next.$session.get()?.user.id).not.toBe(undefined)
    expect((await next.threads.list()).items).toEqual([])
  })

  it('ST8 the chat of an erased user forgets who they were, and asks the server for nothing more', async () => {
    await using fixture = chatFixture()
    const { fetch: real = globalThis.fetch } = fixture.server.options
    const sent: string[] = []
    const fetch: typeof globalThis.fetch = async (input, init) => {
      sent.push(`${new Headers(init?.headers).get('authorization')} ${init?.body}`)
      return real(input, init)
    }
    const chat = fixture.open({ fetch })
    await Promise.all([chat.connect(), fixture.pass()])
    await chat.account.erase()
    expect(sent.splice(0).join()).toMatch(/access-/)
    await expect(chat.threads.list()).toFailWithCode('closed')
    expect(sent).toEqual([])
  })

  it('ST8 a receipt that is lost on its way is asked for again, as the same user', async () => {
    await using fixture = chatFixture()
    const { fetch: real = globalThis.fetch } = fixture.server.options
    let lost = 0
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const response = await real(input, init)
      if (init?.method !== 'DELETE' || lost++ === 2) return response
      throw new TypeError('fetch failed')
    }
    const chat = fixture.open({ getToken: async () => 'ada', fetch })
    chat.thread().send('Remember nothing')
    await fixture.pass()
    const erased = chat.account.erase()
    await vi.waitUntil(async () => {
      await fixture.pass(30_000)
      return lost === 3
    })
    expect(await erased).toMatchObject({ counts: { threads: 1 } })
    expect(fixture.server.world.users.size).toBe(0)
  })

  it('ST8 whoever gives up waiting for a lost receipt, or closes the chat, leaves nothing behind', async () => {
    await using fixture = chatFixture()
    const { fetch: real = globalThis.fetch } = fixture.server.options
    const { promise: asked, resolve } = Promise.withResolvers<void>()
    const fetch: typeof globalThis.fetch = async (input, init) => {
      if (init?.method !== 'DELETE') return real(input, init)
      resolve()
      throw new TypeError('fetch failed')
    }
    const chat = fixture.open({ fetch })
    const given = new AbortController()
    const first = chat.account.erase({ signal: given.signal })
    await asked
    await fixture.pass()
    given.abort()
    await expect(first).toFailWithCode('aborted')
    const second = chat.account.erase()
    await fixture.pass()
    await chat.close()
    await expect(second).toFailWithCode('closed')
    expect(fixture.clock.waiting).toBe(0)
  })

  it('ST8 an erasure that was not done leaves everything as it is', async () => {
    await using fixture = chatFixture()
    const storage = memoryStorage()
    const chat = fixture.open({ storage })
    chat.thread().send('Hello')
    await fixture.pass()
    const before = keys(storage)
    fixture.server.refuse({ code: 'store_unavailable', only: '/v1/me' })
    await expect(chat.account.erase()).toFailWithCode('store_unavailable')
    expect(keys(storage)).toEqual(before)
    expect(chat).toBeConnected()
  })

  it('SE2 what a visitor began is theirs once they are known, by their own word alone', async () => {
    await using fixture = chatFixture()
    const visitor = fixture.open({ storage: memoryStorage() })
    visitor.thread().send('Before I signed in')
    await fixture.pass()
    const token = await visitor.account.claimToken()
    const known = fixture.open({ getToken: async () => 'ada', storage: memoryStorage() })
    known.$threads.listen(() => {})
    await fixture.pass()
    expect(known.$threads.get().items).toEqual([])
    expect(await known.account.claimVisitor(token)).toBe(1)
    await fixture.pass()
    expect(known.$threads.get().items).toMatchObject([{ role: 'owner' }])
    expect(await known.account.claimVisitor(token)).toBe(0)
    expect(visitor.$connection.get().state).toBe('closed')
  })

  it('SE2 a claim is refused to visitors, to others, when it is old and when it is forged', async () => {
    await using fixture = chatFixture()
    const chat = (name: string) => fixture.open({ getToken: async () => name, storage: memoryStorage() })
    const [visitor, other] = [fixture.open({ storage: memoryStorage() }), fixture.open({ storage: memoryStorage() })]
    const [ada, bob] = [chat('ada'), chat('bob')]
    const token = await visitor.account.claimToken()
    await expect(ada.account.claimToken()).toFailWithCode('state_conflict')
    await expect(other.account.claimVisitor(token)).toFailWithCode('forbidden')
    await expect(ada.account.claimVisitor('forged')).toFailWithCode('token_invalid')
    await ada.account.claimVisitor(token)
    await expect(bob.account.claimVisitor(token)).toFailWithCode('state_conflict')
    const late = await other.account.claimToken()
    await fixture.pass(600_000)
    await expect(bob.account.claimVisitor(late)).toFailWithCode('token_expired')
  })
})
