import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Bus, BusMessage } from '../../ports/bus.ts'

/** A bus under test. */
export interface BusUnderTest {
  readonly bus: Bus
  /** The bus of another node; absent where there is one node. */
  readonly other?: Bus
  readonly dispose: () => Promise<void>
}

const word: BusMessage = { kind: 'thread', thread: 'a', seq: 1 }

const words: readonly BusMessage[] = [
  word,
  { kind: 'feed', user: 'u', seq: 2 },
  { kind: 'stop', generation: 'g' },
  { kind: 'tool', generation: 'g' },
  { kind: 'access', thread: 'a', user: 'u' },
  { kind: 'session', session: 's' },
  { kind: 'project', project: 'p' },
  { kind: 'presence', thread: 'a' },
  { kind: 'beat', connection: 'c', user: 'ada', frame: 'pong' },
  { kind: 'typing', thread: 'a', user: 'u', name: 'Zoë 😀', on: true },
  { kind: 'typing', thread: 'a', user: 'u', name: null, on: false },
]

const patient = { timeout: 30_000, interval: 5 }

/** What every `Bus` must do (RT14): run it by each adapter's own test. */
export const busContract = (
  name: string,
  create: (onError: (error: unknown) => void) => Promise<BusUnderTest>,
): void => {
  describe(`${name} keeps the contract of buses`, () => {
    let under: BusUnderTest
    let bus: Bus
    const errors: unknown[] = []

    beforeEach(async () => {
      errors.length = 0
      under = await create(error => errors.push(error))
      bus = under.bus
    })
    afterEach(() => under.dispose())

    /** Both nodes know what the other said so far. */
    const settled = async (other: Bus): Promise<void> => {
      const [here, there] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      const ends = [
        bus.subscribe(message => message.kind === 'session' && message.session === 'from there' && here.resolve()),
        other.subscribe(message => message.kind === 'session' && message.session === 'from here' && there.resolve()),
      ]
      bus.publish({ kind: 'session', session: 'from here' })
      other.publish({ kind: 'session', session: 'from there' })
      await Promise.all([here.promise, there.promise])
      for (const end of ends) end()
    }

    it('RT14 every listener of this node hears every message at once, in order', () => {
      const heard: string[] = []
      bus.subscribe(message => heard.push(`one ${message.kind}`))
      bus.subscribe(message => heard.push(`two ${message.kind}`))
      bus.publish(word)
      bus.publish({ kind: 'feed', user: 'u', seq: 1 })
      expect(heard).toEqual(['one thread', 'two thread', 'one feed', 'two feed'])
    })

    it('RT14 the same listener may subscribe twice and end one of both', () => {
      let heard = 0
      const listener = (): void => {
        heard++
      }
      const end = bus.subscribe(listener)
      bus.subscribe(listener)
      end()
      bus.publish(word)
      expect(heard).toBe(1)
    })

    it('RT14 a listener that fails is reported, and neither the publisher nor the others notice', () => {
      const heard: BusMessage[] = []
      bus.subscribe(() => {
        throw new Error('broken')
      })
      bus.subscribe(message => heard.push(message))
      bus.publish(word)
      expect(heard).toEqual([word])
      expect(errors).toHaveLength(1)
    })

    it('RT15 after close nobody hears anything, and publishing is no error', async () => {
      const heard: BusMessage[] = []
      bus.subscribe(message => heard.push(message))
      await bus.close()
      bus.publish(word)
      expect(heard).toEqual([])
    })

    it('RT14 the other node hears each kind of message as it was said, in order, and once', async ({ skip }) => {
      const { other } = under
      if (!other) return skip()
      const [here, there]: [BusMessage[], BusMessage[]] = [[], []]
      bus.subscribe(message => here.push(message))
      other.subscribe(message => there.push(message))
      for (const each of words) bus.publish(each)
      expect(here).toEqual(words)
      await vi.waitFor(() => expect(there).toHaveLength(words.length), patient)
      await settled(other)
      expect(there.slice(0, words.length)).toEqual(words)
      // One's own word is not heard a second time when it comes back.
      const ends = (message: BusMessage): boolean => message.kind === 'session' && message.session.startsWith('from')
      expect(here.filter(message => !ends(message))).toEqual(words)
      expect(there.filter(message => !ends(message))).toEqual(words)
    })

    it('RT14 a listener that fails on the other node is reported there, and this one does not notice', async ({
      skip,
    }) => {
      const { other } = under
      if (!other) return skip()
      const heard: BusMessage[] = []
      other.subscribe(() => {
        throw new Error('broken')
      })
      other.subscribe(message => heard.push(message))
      bus.publish(word)
      await vi.waitFor(() => expect(heard).toEqual([word]), patient)
      expect(errors).toHaveLength(1)
    })
  })
}
