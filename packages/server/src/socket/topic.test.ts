import { expect, it } from 'vitest'
import { OutgoingFrame } from '../ports/outgoing-frame.ts'
import { silentLogger } from '../testing/silent-logger.ts'
import { type Follower, Topic, type TopicEntry, type TopicRead } from './topic.ts'

const entry = (seq: number): TopicEntry => ({
  seq,
  frame: new OutgoingFrame({ type: 'ping' }),
  last: false,
  people: false,
})

class Recorder implements Follower {
  readonly told: number[] = []
  offer({ seq }: TopicEntry): void {
    this.told.push(seq)
  }
  settled(): void {}
  retry(): void {}
}

/** A source whose reads the test answers one by one. */
const openSource = () => {
  const reads: { afterSeq: number; answer: (read: TopicRead) => void; fail: (error: Error) => void }[] = []
  const source = {
    read: (afterSeq: number) =>
      new Promise<TopicRead>((answer, fail) => {
        reads.push({ afterSeq, answer, fail })
      }),
    missed: async () => null,
  }
  return { reads, source }
}

const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

it('RT3 what was told of and is not to be seen yet is not asked for again and again', async () => {
  const { reads, source } = openSource()
  const topic = new Topic<Recorder>('t', source, silentLogger)
  topic.followers.add(new Recorder())
  topic.place(3)
  topic.hear(4)
  reads[0]?.answer({ entries: [], upTo: 3 })
  await turn()
  expect(reads).toHaveLength(1)
  topic.hear(4)
  expect(reads).toHaveLength(2)
})

it('RT3 a word that comes during a read that was too early is not lost', async () => {
  const { reads, source } = openSource()
  const topic = new Topic<Recorder>('t', source, silentLogger)
  const follower = new Recorder()
  topic.followers.add(follower)
  topic.place(3)
  topic.hear(4)
  expect(topic.reading).toBe(true)
  // Committed and announced after the read had looked.
  topic.hear(5)
  reads[0]?.answer({ entries: [entry(4)], upTo: 4 })
  await turn()
  topic.hear(6)
  reads[1]?.answer({ entries: [], upTo: 4 })
  await turn()
  expect(reads.map(({ afterSeq }) => afterSeq)).toEqual([3, 4, 4])
  reads[2]?.answer({ entries: [entry(5), entry(6)], upTo: 6 })
  await turn()
  expect(follower.told).toEqual([4, 5, 6])
  expect(topic.reading).toBe(false)
})

it('RT3 an order whose holes are at its end is followed to the end', async () => {
  const { reads, source } = openSource()
  const topic = new Topic<Recorder>('t', source, silentLogger)
  const follower = new Recorder()
  topic.followers.add(follower)
  topic.place(0)
  topic.hear(9)
  reads[0]?.answer({ entries: [entry(2)], upTo: 7 })
  await turn()
  reads[1]?.answer({ entries: [entry(9)], upTo: 9 })
  await turn()
  expect(reads.map(({ afterSeq }) => afterSeq)).toEqual([0, 7])
  expect(follower.told).toEqual([2, 9])
})

it('RT3 a read that fails is made good by the next word', async () => {
  const { reads, source } = openSource()
  const topic = new Topic<Recorder>('t', source, silentLogger)
  const follower = new Recorder()
  topic.followers.add(follower)
  topic.place(0)
  topic.hear(1)
  reads[0]?.fail(new Error('away'))
  await turn()
  expect(topic.reading).toBe(false)
  topic.hear(1)
  reads[1]?.answer({ entries: [entry(1)], upTo: 1 })
  await turn()
  expect(follower.told).toEqual([1])
})

it('RT3 nothing is read for a topic that nobody follows', () => {
  const { reads, source } = openSource()
  const topic = new Topic<Recorder>('t', source, silentLogger)
  topic.place(0)
  topic.hear(1)
  expect(reads).toHaveLength(0)
})
