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
    expect(chat.$connection.get().state).toBe('connected')
    fixture.server.kill()
    expect(chat.$connection.get()).toEqual({ state: 'offline' })
    fixture.server.start()
    page.network(true)
    await fixture.pass()
    expect(chat.$connection.get().state).toBe('connected')
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
    expect(chat.$connection.get().state).toBe('connected')
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
    expect(chat.$connection.get().state).toBe('connected')
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
