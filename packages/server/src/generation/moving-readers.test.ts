import { hashText, isOpenGeneration } from '@chat-view/protocol/codes'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Following } from '../ports/live-answers.ts'
import type { OutgoingFrame } from '../ports/outgoing-frame.ts'
import { AssemblingReader } from '../testing/assembling-reader.ts'
import { fakeTime } from '../testing/fake-time.ts'
import type { ProviderStep } from '../testing/scripted-provider.ts'
import { createNodesRig, type NodesRig, type RigNode } from '../testing/two-node-rig.ts'

const run = fakeTime()

const pieces = fc.array(
  fc.record({
    kind: fc.constantFrom('text' as const, 'text' as const, 'reasoning' as const),
    text: fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
      fc.constantFrom('😀', '\ud83d', '\ude00', 'e\u0301', '\u202eשלום', '👩‍👩‍👧', '\n```ts\n'),
    ),
    ms: fc.constantFrom(0, 3, 20, 60, 150, 400),
    cite: fc.constantFrom(false, false, false, true),
  }),
  { minLength: 1, maxLength: 30 },
)

/** Milliseconds that words take, or that they are lost; those of the bus may come twice. */
const words = fc.array(fc.constantFrom<number | null>(0, 0, 2, 30, 90, 700, null), { minLength: 1, maxLength: 8 })
const delays = fc.array(fc.constantFrom(0, 0, 1, 10, 45), { minLength: 1, maxLength: 6 })

const deed = fc.record({
  after: fc.constantFrom(0, 5, 40, 110, 350),
  reader: fc.nat(2),
  node: fc.nat(2),
  what: fc.constantFrom(
    'move' as const,
    'move' as const,
    'leave' as const,
    'full' as const,
    'drain' as const,
    'hide' as const,
    'show' as const,
    'reload' as const,
    'break' as const,
    'sleep' as const,
  ),
})
/** What becomes of the owner, and when. */
const fate = fc.record({
  what: fc.constantFrom('lives' as const, 'lives' as const, 'dies' as const, 'stalls' as const, 'stops' as const),
  after: fc.nat(2_000),
  asleep: fc.constantFrom(0, 3_500, 30_000),
})

/** Also notes what takes text back. */
class GrowingReader extends AssemblingReader {
  override send(frame: OutgoingFrame): void {
    const before = this.textOf('a')
    super.send(frame)
    if (!this.textOf('a').startsWith(before)) this.misfits.push(frame.frame)
  }
}

interface Seat {
  reader: GrowingReader
  following: Following | null
}

const scriptOf = (told: typeof pieces extends fc.Arbitrary<infer T> ? T : never): ProviderStep[] => [
  { type: 'connected' },
  ...told.flatMap(({ kind, text, ms, cite }): ProviderStep[] => [
    { type: kind, text },
    ...(cite ? [{ type: 'citation', title: 'Source', url: null, quote: null } as const] : []),
    { type: 'wait', ms },
  ]),
  { type: 'end', reason: 'stop' },
]

/** What is under way is over soon. */
const calm = async (nodes: readonly RigNode[]): Promise<void> => {
  for (const { log } of nodes) log.delay = () => 0
  await run(1_000)
}

const cycle = <T>(values: readonly T[]): (() => T) => {
  let n = 0
  return () => values[n++ % values.length] as T
}

const move = (seat: Seat, node: RigNode): void => {
  seat.following?.stop()
  seat.following = node.generations.follow('thread', seat.reader, seat.reader.placeOf('a'))
}

const leave = (seat: Seat): void => {
  seat.following?.stop()
  seat.following = null
}

const act = (what: string, seat: Seat, node: RigNode): void => {
  if (what === 'move') move(seat, node)
  if (what === 'leave' || what === 'reload') leave(seat)
  if (what === 'reload') seat.reader = new GrowingReader()
  if (what === 'full' && seat.reader.ready) seat.reader.room = 1
  if (what === 'drain') {
    seat.reader.room = Number.POSITIVE_INFINITY
    seat.following?.resume()
  }
  if (what === 'hide' || what === 'show') seat.following?.setHidden(what === 'hide')
  if (what === 'break') node.log.renew()
  if (what === 'sleep') node.wake(3_500)
}

const befall = async (rig: NodesRig, owner: RigNode, { what, asleep }: { what: string; asleep: number }) => {
  if (what === 'lives') return
  if (what === 'stops') return void (await rig.stop(owner, 'a'))
  if (what === 'dies') {
    const killed = owner.kill()
    await run(200)
    await killed
  } else owner.pause()
  rig.leases.gone.add(owner.name)
  await run(2_000)
  if (what === 'stalls') owner.wake(asleep)
}

it('RT4 readers that move between nodes have the text byte for byte, whatever befalls words, ways and owner, and it ends once', async () => {
  await fc.assert(
    fc.asyncProperty(
      pieces,
      fc.tuple(words, words, words),
      fc.tuple(delays, delays, delays),
      fc.array(deed, { maxLength: 24 }),
      fate,
      async (told, ofWords, ofDelays, deeds, end) => {
        await using rig = createNodesRig({ script: scriptOf(told), settings: { sweepMs: 1_500 } })
        const nodes = [rig.start('node-1'), rig.start('node-2'), rig.start('node-3')] as const
        for (const [n, node] of nodes.entries()) {
          const [onLog, onBus] = [cycle(ofWords[n] ?? []), cycle(ofWords[(n + 1) % 3] ?? [])]
          node.log.word = onLog
          node.bus.word = () => [onBus(), onBus()].flatMap(ms => ms ?? [])
          node.log.delay = cycle(ofDelays[n] ?? [])
        }
        await run(600)
        const seats: Seat[] = nodes.map(node => {
          const seat: Seat = { reader: new GrowingReader(), following: null }
          move(seat, node)
          return seat
        })
        // Where a node that is no more was, its readers are nowhere.
        const isThere = (node: RigNode) => end.what === 'lives' || end.what === 'stops' || node !== nodes[0]
        rig.ask(nodes[0], { id: 'a', base: [{ kind: 'text', text: 'Base. ' }] })
        const over = run(end.after).then(() => befall(rig, nodes[0], end))
        for (const { after, reader, node, what } of deeds) {
          await run(after)
          const place = nodes[node] as RigNode
          if (isThere(place)) act(what, seats[reader] as Seat, place)
        }
        await over
        await run(60_000)
        await calm(nodes)

        const row = rig.store.row('a')
        const stored = rig.stored('a')
        expect(isOpenGeneration(row.state)).toBe(false)
        expect(rig.store.finishes.get('a')).toBe(1)
        expect(row.ending).toMatchObject({ length: stored.length, hash: hashText(stored) })
        for (const { reader } of seats) {
          expect(reader.misfits).toEqual([])
          expect(stored.startsWith(reader.textOf('a'))).toBe(true)
        }
        for (const node of nodes.slice(1)) {
          expect(node.generations.stats()).toMatchObject({ running: 0, queued: 0 })
          expect(await node.generations.partsOf('a')).toBe(null)
        }
      },
    ),
    { numRuns: 200 },
  )
}, 120_000)

it('RT4 readers that stay, or come over, have all of it when its end is told, on every node', async () => {
  await fc.assert(
    fc.asyncProperty(
      pieces,
      fc.tuple(delays, delays),
      words,
      fc.nat(3_000),
      async (told, [first, second], ofWords, after) => {
        await using rig = createNodesRig({ script: [{ type: 'wait', ms: 300 }, ...scriptOf(told)] })
        const nodes = [rig.start('node-1'), rig.start('node-2')] as const
        nodes[0].log.delay = cycle(first)
        nodes[1].log.delay = cycle(second)
        const begun = Date.now()
        const late = cycle(ofWords)
        nodes[1].log.word = () => (Date.now() - begun < 290 ? 0 : late())
        const readers = nodes.map(node => {
          const reader = new GrowingReader()
          node.generations.follow('thread', reader, [])
          return { node, reader }
        })
        // Comes over to the other node, where less may be known than it has.
        const mover: Seat = { reader: new GrowingReader(), following: null }
        move(mover, nodes[0])
        readers.push({ node: nodes[1], reader: mover.reader })
        const atTheEnd: string[] = []
        for (const { node, reader } of readers) {
          node.bus.subscribe(async message => {
            if (message.kind !== 'thread' || message.seq === 0) return
            await node.generations.caughtUp?.(message.thread)
            atTheEnd.push(reader.textOf('a'))
          })
        }
        rig.ask(nodes[0], { id: 'a' })
        await run(after)
        move(mover, nodes[1])
        await run(30_000)
        await calm(nodes)
        expect(atTheEnd).toEqual(readers.map(() => rig.stored('a')))
        for (const { reader } of readers) expect(reader.misfits).toEqual([])
      },
    ),
    { numRuns: 200 },
  )
}, 120_000)
