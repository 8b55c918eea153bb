import { LiveFrames } from '../../packages/server/src/generation/live-frames.ts'
import type { OutgoingFrame } from '../../packages/server/src/ports/outgoing-frame.ts'
import { OutgoingFrame as Frame } from '../../packages/server/src/ports/outgoing-frame.ts'
import { wireOf } from '../../packages/server/src/socket/encode-frame.ts'
import { type Follower, Topic, type TopicEntry, type TopicSource } from '../../packages/server/src/socket/topic.ts'
import { silentLogger } from '../../packages/server/src/testing/silent-logger.ts'

export interface FamousOptions {
  readonly nodes: number
  /** All who read the one thread, spread over the nodes evenly. */
  readonly readers: number
  /** Changes of the thread; those of one burst are told of while the first is still being read. */
  readonly changes: number
  readonly burst: number
  /** Windows of one answer that all of them read. */
  readonly windows: number
  /** False: every reader is served by itself, as where each connection follows the store and makes its frames. */
  readonly together: boolean
}

/** What happened, counted. */
export interface FamousCounts {
  /** Words that nodes heard. */
  readonly words: number
  readonly storeReads: number
  readonly logReads: number
  /** Frames that were encoded, and that were sent. */
  readonly encoded: number
  readonly sent: number
}

const windowText = 'x'.repeat(40)

/** A thread's order that counts who reads it; a read takes until the next turn of the loop. */
class CountedOrder implements TopicSource {
  reads = 0
  top = 0

  async read(afterSeq: number, limit: number) {
    this.reads++
    await new Promise(resolve => setImmediate(resolve))
    const upTo = Math.min(this.top, afterSeq + limit)
    const entry = (seq: number): TopicEntry => ({ seq, frame: new Frame({ type: 'ping' }), people: false, last: false })
    return { entries: Array.from({ length: upTo - afterSeq }, (_, index) => entry(afterSeq + 1 + index)), upTo }
  }

  async missed() {
    return { entries: [], upTo: this.top }
  }
}

/** Counts frames on their way out; what has no bytes yet is encoded, as a connection's writer does it. */
class Tally {
  encoded = 0
  sent = 0

  send(frame: OutgoingFrame): void {
    if (!Buffer.isBuffer(frame.wire)) this.encoded++
    wireOf(frame)
    this.sent++
  }
}

const follow = async (topic: Topic, readers: number, tally: Tally): Promise<void> => {
  for (let reader = 0; reader < readers; reader++) {
    const follower: Follower = { offer: ({ frame }) => tally.send(frame), settled() {}, retry() {} }
    topic.followers.add(follower)
    topic.place(0)
  }
}

/** The durable changes, as nodes pass them on. */
const passOn = async (options: FamousOptions, tally: Tally): Promise<Pick<FamousCounts, 'words' | 'storeReads'>> => {
  const { nodes, readers, changes, burst, together } = options
  const order = new CountedOrder()
  const perNode = readers / nodes
  const topics: Topic[] = []
  for (let node = 0; node < nodes; node++) {
    for (let group = 0; group < (together ? 1 : perNode); group++) {
      const topic = new Topic('famous', order, silentLogger)
      await follow(topic, together ? perNode : 1, tally)
      topics.push(topic)
    }
  }
  let words = 0
  for (let seq = 1; seq <= changes; seq++) {
    order.top = seq
    words += nodes
    for (const topic of topics) topic.hear(seq)
    if (seq % burst === 0)
      while (topics.some(topic => topic.reading)) await new Promise(resolve => setImmediate(resolve))
  }
  while (topics.some(topic => topic.reading)) await new Promise(resolve => setImmediate(resolve))
  return { words, storeReads: order.reads }
}

/** The live text: each node reads a window once from the log, and cuts one delta for all who are at the same place. */
const showText = (options: FamousOptions, tally: Tally): Pick<FamousCounts, 'words' | 'logReads'> => {
  const { nodes, readers, windows, together } = options
  const name = { thread: 't', message: 'm', generation: 'g' }
  const groups = together ? nodes : readers
  const perGroup = readers / groups
  for (let group = 0; group < groups; group++) {
    const parts = [{ kind: 'text' as const, text: '' }]
    const frames = new LiveFrames(name, { parts, status: 'streaming', details: {} })
    for (let window = 0; window < windows; window++) {
      const offset = window * windowText.length
      parts[0] = { kind: 'text', text: `${parts[0]?.text}${windowText}` }
      frames.forget()
      for (let reader = 0; reader < perGroup; reader++) tally.send(frames.delta(0, offset))
    }
  }
  return { words: nodes * windows, logReads: groups * windows }
}

/** Many people in one thread, by the very parts that serve them: one topic and one set of frames a node. */
export const famousThread = async (options: FamousOptions): Promise<FamousCounts> => {
  const tally = new Tally()
  const durable = await passOn(options, tally)
  const live = showText(options, tally)
  const { encoded, sent } = tally
  return {
    words: durable.words + live.words,
    storeReads: durable.storeReads,
    logReads: live.logReads,
    encoded,
    sent,
  }
}
