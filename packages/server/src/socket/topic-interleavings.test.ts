import fc from 'fast-check'
import { expect, it } from 'vitest'
import { OutgoingFrame } from '../ports/outgoing-frame.ts'
import type { Principal } from '../ports/principal.ts'
import { silentLogger } from '../testing/silent-logger.ts'
import type { Peer } from './peer.ts'
import { Subscription } from './subscription.ts'
import { Topic, type TopicRead, type TopicSource } from './topic.ts'

const principal: Principal = {
  userId: 'u',
  projectId: 'p',
  sessionId: 's',
  kind: 'visitor',
  name: null,
  projectRole: null,
  expiresAt: 1,
}

/** A store whose reads answer when the scheduler says, with what was committed when they began; some of them fail. */
const scheduledStore = (scheduler: fc.Scheduler, fails: () => boolean) => {
  const committed: number[] = []
  const after = (afterSeq: number, limit: number): TopicRead => {
    const seqs = committed.filter(seq => seq > afterSeq).slice(0, limit)
    const entries = seqs.map(seq => ({ seq, frame: frameOf(seq), last: false, people: false }))
    return { entries, upTo: seqs.at(-1) ?? afterSeq }
  }
  const source: TopicSource = {
    read: async (afterSeq, limit) => {
      const read = after(afterSeq, Math.min(limit, 3))
      if (fails()) throw new Error('the store is away')
      return scheduler.schedule(Promise.resolve(read))
    },
    missed: async afterSeq => scheduler.schedule(Promise.resolve(after(afterSeq, Number.POSITIVE_INFINITY))),
  }
  return { committed, source }
}

const frameOf = (seq: number): OutgoingFrame =>
  new OutgoingFrame({
    type: 'event',
    thread: 't',
    event: { seq, at: 1, actorId: null, type: 'participants.changed' },
  })

/** A client behind a socket that can be full, and what it was told. */
class FakePeer implements Peer {
  readonly id = 'c'
  readonly hidden = false
  readonly told: number[] = []
  full = false
  room = 0
  subscription: Subscription | null = null

  get ready(): boolean {
    return !this.full
  }

  send({ frame }: OutgoingFrame): void {
    if (frame.type === 'event') this.told.push(frame.event.seq)
    if (this.room > 0 && --this.room === 0) this.full = true
  }

  forget(): void {}
}

const act = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('commit' as const), hole: fc.nat(3), word: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('join' as const), back: fc.nat(6) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('fill' as const), peer: fc.nat(5), after: fc.nat(4) }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('drain' as const), peer: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('leave' as const), peer: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('sweep' as const) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('fail' as const) }) },
  { weight: 8, arbitrary: fc.record({ type: fc.constant('step' as const) }) },
)

it('RT3 at every interleaving of commits, lost words, joins, full sockets and failed reads each reader is told each change once, in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(act, { minLength: 10, maxLength: 120, size: 'max' }),
      async (scheduler, acts) => {
        let failures = 0
        const { committed, source } = scheduledStore(scheduler, () => failures > 0 && failures-- > 0)
        const topic = new Topic<Subscription>('t', source, silentLogger)
        const readers: { peer: FakePeer; from: number }[] = []

        const join = async (afterSeq: number): Promise<void> => {
          const peer = new FakePeer()
          const subscription = new Subscription(peer, principal, topic, null, silentLogger)
          peer.subscription = subscription
          const reader = { peer, from: afterSeq }
          readers.push(reader)
          const missed = await source.missed(afterSeq)
          if (subscription.ended || !missed) return
          for (const { seq } of missed.entries) peer.told.push(seq)
          subscription.place(missed.upTo)
        }
        const sweep = (): void => {
          topic.hear(committed.at(-1) ?? 0)
          for (const follower of topic.followers) follower.retry()
        }
        const drain = (peer: FakePeer): void => {
          peer.full = false
          peer.room = 0
          peer.subscription?.drained()
        }

        for (const step of acts) {
          const peer = 'peer' in step ? readers[step.peer]?.peer : undefined
          if (step.type === 'commit') {
            const seq = (committed.at(-1) ?? 0) + 1 + step.hole
            committed.push(seq)
            if (step.word) topic.hear(seq)
          } else if (step.type === 'join') void join(committed.at(-1 - step.back) ?? 0)
          else if (step.type === 'sweep') sweep()
          else if (step.type === 'fail') failures++
          else if (step.type === 'leave') peer?.subscription?.end()
          else if (step.type === 'drain' && peer) drain(peer)
          else if (step.type === 'fill' && peer) {
            peer.room = step.after
            peer.full = step.after === 0
          } else if (step.type === 'step' && scheduler.count() > 0) await scheduler.waitOne()
        }

        // All sockets drain and the sweep comes round: from then on nothing may be missing.
        failures = 0
        await scheduler.waitIdle()
        for (const { peer } of readers) drain(peer)
        await scheduler.waitIdle()
        sweep()
        await scheduler.waitIdle()
        for (const { peer, from } of readers) {
          const wanted = committed.filter(seq => seq > from)
          expect(peer.told).toEqual(peer.subscription?.ended ? wanted.slice(0, peer.told.length) : wanted)
        }
      },
    ),
    { numRuns: 500 },
  )
})
