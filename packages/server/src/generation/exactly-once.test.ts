import type { EndedGenerationState } from '@chat-view/protocol/codes'
import { hashText, isOpenGeneration } from '@chat-view/protocol/codes'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Following } from '../ports/live-answers.ts'
import { AssemblingReader } from '../testing/assembling-reader.ts'
import { fakeTime } from '../testing/fake-time.ts'
import type { LogFault } from '../testing/faulty-log.ts'
import { createGenerationRig } from '../testing/generation-rig.ts'
import type { StoreFault } from '../testing/memory-generation-store.ts'
import type { ProviderStep } from '../testing/scripted-provider.ts'

const pass = fakeTime()

/** Texts as models write them, cut wherever: emoji, combining marks, right-to-left, halves of pairs. */
const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('😀', '\ud83d', '\ude00', 'e\u0301', '\u202eשלום עולם', '👩‍👩‍👧', '\n```ts\n', '\0', ' '),
)
const pause = fc.constantFrom(0, 0, 1, 7, 30, 90)
const script = fc.array(
  fc.record({
    kind: fc.constantFrom('text' as const, 'text' as const, 'reasoning' as const),
    piece,
    ms: pause,
    cite: fc.constantFrom(false, false, false, true),
  }),
  { maxLength: 25 },
)
const ending = fc.constantFrom<ProviderStep[]>(
  [{ type: 'end', reason: 'stop' }],
  [{ type: 'end', reason: 'length' }],
  [],
  [{ type: 'fail', error: new Error('broken') }],
)
const logFaults = fc.array(
  fc.constantFrom<LogFault>(undefined, undefined, undefined, 'fail', 'lose', 'throw', 'forget'),
  { maxLength: 12 },
)
const storeFaults = fc.array(fc.constantFrom<StoreFault>(undefined, undefined, 'fail', 'lose'), { maxLength: 8 })

/** What befalls readers, and when: each deed is of one of three. */
const deed = fc.record({
  after: fc.constantFrom(0, 3, 20, 45, 120),
  who: fc.nat(2),
  what: fc.constantFrom(
    'join' as const,
    'leave' as const,
    'full' as const,
    'drain' as const,
    'hide' as const,
    'show' as const,
    'forget' as const,
  ),
})

interface Seat {
  reader: AssemblingReader
  following: Following | null
}

const act = (seat: Seat, what: string, follow: (reader: AssemblingReader) => Following): void => {
  const { reader, following } = seat
  if (what === 'join' && !following) seat.following = follow(reader)
  if (what === 'full' && reader.ready) reader.room = 1
  if (what === 'drain') {
    reader.room = Number.POSITIVE_INFINITY
    following?.resume()
  }
  if (what === 'hide') following?.setHidden(true)
  if (what === 'show') following?.setHidden(false)
  if (what !== 'leave' && what !== 'forget') return
  following?.stop()
  seat.following = null
  // A reload: what it had is gone, and so is its place.
  if (what === 'forget') seat.reader = new AssemblingReader()
}

const steps = (
  pieces: { kind: 'text' | 'reasoning'; piece: string; ms: number; cite: boolean }[],
  end: ProviderStep[],
): ProviderStep[] => [
  { type: 'connected' },
  ...pieces.flatMap(({ kind, piece: text, ms, cite }): ProviderStep[] => [
    { type: kind, text },
    ...(cite ? [{ type: 'citation', title: 'Source', url: null, quote: null } as const] : []),
    ...(ms > 0 ? [{ type: 'wait', ms } as const] : []),
  ]),
  ...end,
]

/** A script's text as it must come out: each run of one kind made well-formed; broken off, without a last half pair. */
const expected = (pieces: { kind: string; piece: string }[], brokenOff: boolean): string => {
  let [whole, part, kind] = ['', '', '']
  for (const next of pieces) {
    if (next.piece === '') continue
    if (next.kind !== kind) {
      whole += part.replaceAll('\0', '').toWellFormed()
      part = ''
      kind = next.kind
    }
    part += next.piece
  }
  part = part.replaceAll('\0', '')
  return whole + (brokenOff ? part.replace(/[\ud800-\udbff]$/, '') : part).toWellFormed()
}

it('RT4 whatever befalls log, store and readers, each reader that is there has the text byte for byte, and it ends once', async () => {
  await fc.assert(
    fc.asyncProperty(
      script,
      ending,
      logFaults,
      storeFaults,
      fc.array(deed, { maxLength: 20 }),
      fc.array(fc.nat(60), { minLength: 1, maxLength: 6 }),
      async (pieces, end, ofLog, ofStore, deeds, delays) => {
        await using rig = createGenerationRig({ script: steps(pieces, end), settings: { logPatienceMs: 600_000 } })
        let batch = 0
        rig.log.delay = () => delays[batch++ % delays.length] ?? 0
        const [forLog, forStore] = [ofLog.values(), ofStore.values()]
        rig.log.fault = () => forLog.next().value
        rig.store.fault = () => forStore.next().value
        const seats: Seat[] = Array.from({ length: 3 }, () => ({ reader: new AssemblingReader(), following: null }))
        const follow = (reader: AssemblingReader): Following =>
          rig.generations.follow('thread', reader, reader.placeOf('a'))
        let announced = false
        const atTheEnd: string[] = []
        rig.announced.push = () => {
          announced = true
          for (const { reader, following } of seats) if (following && reader.ready) atTheEnd.push(reader.textOf('a'))
          return 1
        }

        rig.ask({ id: 'a' })
        for (const { after, who, what } of deeds) {
          await pass(after)
          const seat = seats[who] as Seat
          if (!announced) act(seat, what, follow)
        }
        await pass(120_000)

        const stored = rig.stored('a')
        const row = rig.store.row('a')
        expect(isOpenGeneration(row.state)).toBe(false)
        expect(rig.store.finishes.get('a')).toBe(1)
        expect(row.ending).toMatchObject({ length: stored.length, hash: hashText(stored) })
        const states: EndedGenerationState[] = ['interrupted', 'failed']
        const text = expected(pieces, row.ending?.reason !== 'stop')
        if (states.includes(row.state as EndedGenerationState)) expect(text.startsWith(stored)).toBe(true)
        else expect(stored).toBe(text)
        for (const text of atTheEnd) expect(text).toBe(stored)
        for (const { reader } of seats) {
          expect(reader.misfits).toEqual([])
          expect(stored.startsWith(reader.textOf('a'))).toBe(true)
        }
        expect(rig.generations.stats()).toMatchObject({ running: 0, queued: 0 })
      },
    ),
    { numRuns: 300 },
  )
})

it('RT2 a reader that joins at any moment of an answer misses nothing and gets nothing twice', async () => {
  const pieces = Array.from('Antwort 😀 ist da — שלום', text => ({
    kind: 'text' as const,
    piece: text,
    ms: 9,
    cite: false,
  }))
  for (let moment = 0; moment < 260; moment += 3) {
    await using rig = createGenerationRig({ script: steps(pieces, [{ type: 'end', reason: 'stop' }]) })
    rig.log.delay = () => 5
    rig.ask({ id: 'a' })
    await pass(moment)
    const reader = new AssemblingReader()
    const following = rig.generations.follow('thread', reader, [])
    await pass(11)
    following.stop()
    if (rig.ends.length > 0) break
    rig.generations.follow('thread', reader, reader.placeOf('a'))
    const rest = pass(2_000)
    await rest
    expect(reader.textOf('a')).toBe(expected(pieces, false))
    expect(reader.misfits).toEqual([])
  }
})

it('RT5 killed at any moment, an answer is ended with at least all that any reader was shown', async () => {
  const pieces = Array.from('0123456789'.repeat(3), text => ({
    kind: 'text' as const,
    piece: text,
    ms: 11,
    cite: false,
  }))
  for (let moment = 0; moment < 420; moment += 7) {
    const rig = createGenerationRig({ script: steps(pieces, [{ type: 'end', reason: 'stop' }]) })
    rig.log.delay = () => moment % 13
    const reader = new AssemblingReader()
    rig.generations.follow('thread', reader, [])
    rig.ask({ id: 'a' })
    await pass(moment)
    const killed = rig.generations.close()
    const shown = reader.textOf('a')
    await pass(100)
    await killed
    const next = rig.start('node-2')
    const recovered = next.recover()
    await pass(1_000)
    await recovered
    expect(isOpenGeneration(rig.store.row('a').state)).toBe(false)
    expect(rig.store.finishes.get('a')).toBe(1)
    expect(rig.stored('a').startsWith(shown)).toBe(true)
    expect(expected(pieces, false).startsWith(rig.stored('a'))).toBe(true)
    await next.close()
  }
})
