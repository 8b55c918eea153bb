import { afterEach, describe, expect, it, vi } from 'vitest'
import { chatFixture } from '../testing/chat-fixture.ts'

/** The events of a page, in a place that has none. */
class FakePage extends EventTarget {
  readonly document = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  readonly navigator = { onLine: true }
  readonly listeners = new Set<string>()

  constructor() {
    super()
    vi.stubGlobal('document', this.document)
    vi.stubGlobal('navigator', this.navigator)
    vi.stubGlobal('addEventListener', (type: string, listener: EventListener) => {
      this.listeners.add(type)
      this.addEventListener(type, listener)
    })
    vi.stubGlobal('removeEventListener', (type: string, listener: EventListener) => {
      this.listeners.delete(type)
      this.removeEventListener(type, listener)
    })
  }

  network(on: boolean): void {
    this.navigator.onLine = on
    this.dispatchEvent(new Event(on ? 'online' : 'offline'))
  }

  show(visibilityState: 'visible' | 'hidden'): void {
    this.document.visibilityState = visibilityState
    this.document.dispatchEvent(new Event('visibilitychange'))
  }
}

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('wake signals', () => {
  it('RT9 a network that is lost and found: offline, then connected at once', async () => {
    const page = new FakePage()
    await using fixture = chatFixture()
    const chat = fixture.open()
    await Promise.all([chat.connect(), fixture.pass()])
    fixture.server.kill()
    page.network(false)
    fixture.server.start()
    await fixture.pass(40_000)
    expect(chat).toBeConnected()
    fixture.server.kill()
    expect(chat.$connection.get()).toEqual({ state: 'offline' })
    fixture.server.start()
    page.network(true)
    await fixture.pass()
    expect(chat).toBeConnected()
  })

  it('RT9 a tab that is shown again does not wait for the next try', async () => {
    const page = new FakePage()
    await using fixture = chatFixture()
    const chat = fixture.open()
    await Promise.all([chat.connect(), fixture.pass()])
    fixture.server.drop(4000, 3_600)
    await fixture.pass()
    expect(chat.$connection.get().state).toBe('waiting')
    page.dispatchEvent(new Event('pageshow'))
    await fixture.pass()
    expect(chat).toBeConnected()
  })

  it('RT9 a connection that does not answer when the laptop wakes is replaced within seconds', async () => {
    const page = new FakePage()
    await using fixture = chatFixture()
    const chat = fixture.open()
    await Promise.all([chat.connect(), fixture.pass()])
    const [connection] = fixture.server.connections
    if (connection) connection.received = () => {}
    page.show('visible')
    await fixture.pass(3_000)
    await fixture.pass(500)
    expect(fixture.server.frames.filter(({ type }) => type === 'hello')).toHaveLength(2)
    expect(chat).toBeConnected()
  })

  it('RT7 a tab that slept for an hour has everything once when it wakes, and leaves nothing of before behind', async () => {
    const page = new FakePage()
    await using fixture = chatFixture()
    const { server, clock } = fixture
    const chat = fixture.open()
    await Promise.all([chat.connect(), fixture.pass()])
    server.answers.pace = { mode: 'held' }
    const thread = chat.thread()
    const answer = thread.send('Before')
    await fixture.pass()
    server.release(1)
    await fixture.pass()
    const waiting = clock.waiting

    page.show('hidden')
    await fixture.pass()
    // It is gone to the server, and hears no word of that, nor of anything else.
    const [lost] = server.connections
    if (lost) Object.assign(lost, { received: () => {}, say: () => {} })
    server.release()
    server.answers.pace = { mode: 'instant' }
    const elsewhere = fixture.open()
    const same = elsewhere.thread(thread.id ?? '')
    for (let n = 1; n <= 15; n++) await Promise.all([same.send(`Question ${n}`).done, fixture.pass()])
    await elsewhere.close()
    clock.sleep(3_600_000)

    page.show('visible')
    await fixture.pass(5_000)
    expect(chat).toBeConnected('socket')
    expect(await answer.done).toMatchObject({ parts: [{ text: 'You said: Before' }] })
    const asked = ['Before', ...Array.from({ length: 15 }, (_, n) => `Question ${n + 1}`)]
    const { keys } = thread.$timeline.get()
    expect(keys.flatMap(key => thread.$message(key).get()?.parts)).toMatchObject(
      asked.flatMap(text => [{ text }, { text: `You said: ${text}` }]),
    )
    const frames = server.frames.filter(({ type }) => type === 'subscribe').length
    await fixture.pass(60_000)
    expect(server.frames.filter(({ type }) => type === 'subscribe')).toHaveLength(frames)
    expect([...server.connections].filter(one => one !== lost)).toHaveLength(1)
    expect(clock.waiting).toBeLessThanOrEqual(waiting)
  })

  it('RT7 the server is told when the tab is hidden and shown', async () => {
    const page = new FakePage()
    await using fixture = chatFixture()
    const chat = fixture.open()
    page.show('hidden')
    await Promise.all([chat.connect(), fixture.pass()])
    page.show('visible')
    await fixture.pass()
    const told = fixture.server.frames.filter(frame => frame.type === 'visibility').map(({ hidden }) => hidden)
    expect(told).toEqual([true, false])
  })

  it('DX1 close leaves no listener', async () => {
    const page = new FakePage()
    await using fixture = chatFixture()
    const chat = fixture.open()
    await Promise.all([chat.connect(), fixture.pass()])
    await Promise.all([chat.reconnect(), fixture.pass()])
    expect([...page.listeners].sort()).toEqual(['offline', 'online', 'pageshow'])
    await chat.close()
    expect(page.listeners.size).toBe(0)
  })
})
