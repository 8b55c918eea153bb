import type { ServerFrameOf, ThreadEvent } from '@chat-view/protocol'
import type { HistoryRecord, RecordOf } from './history-record.ts'
import { recordsOf } from './history-record.ts'
import type { Violation, ViolationKind } from './violation.ts'

type AnyEvent = ServerFrameOf<'event'>['event']
type Subscribed = ServerFrameOf<'subscribed'>

const topicOf = (frame: { readonly thread?: string | undefined }): string => frame.thread ?? 'feed'

/** What an event is, whatever its resource has become since. */
const nameOf = (event: ThreadEvent): string => {
  const message = 'message' in event ? event.message.id : 'by' in event ? event.by : ''
  return `${event.type} ${message}`
}

/** How far one subscription was told of its topic. */
interface Told {
  /** Where it began: nothing up to there is owed to it. */
  readonly from: number
  upTo: number
  readonly seqs: Set<number>
}

/** A change that is stored, and the topic that must tell of it. */
interface StoredChange {
  readonly topic: string
  readonly seq: number
  readonly what: string
}

const feedOf = (user: string): string => `feed of ${user}`

const changesOf = (records: readonly HistoryRecord[]): StoredChange[] =>
  recordsOf(records, 'event').map(({ row: { threadId, seq, type } }) => ({ topic: threadId, seq, what: type }))

/** Of each thread its newest place: earlier ones are told by it. */
const feedsOf = (records: readonly HistoryRecord[]): StoredChange[] =>
  recordsOf(records, 'feed').map(({ row: { userId, seq, threadId } }) => ({
    topic: feedOf(userId),
    seq,
    what: threadId,
  }))

/** The durable order as clients were told it (RT3). */
class OrderCheck {
  readonly violations: Violation[] = []
  readonly #asked = new Map<string, number | undefined>()
  /** By connection and topic. */
  readonly #open = new Map<string, Told>()
  readonly #all: { readonly client: string; readonly topic: string; readonly told: Told }[] = []
  /** The newest that a client has of a topic, over all its connections. */
  readonly #newest = new Map<string, number>()
  readonly #names = new Map<string, string>()
  readonly #deleted = new Set<string>()
  /** Who a client is, whose feed it follows. */
  readonly #users = new Map<string, string>()
  #at = 0

  sent(at: number, { connection, frame }: RecordOf<'sent'>): void {
    this.#at = at
    if (frame.type === 'subscribe') this.#asked.set(`${connection} ${frame.id}`, frame.afterSeq)
  }

  received(at: number, { client, connection, frame }: RecordOf<'received'>): void {
    this.#at = at
    if (frame.type === 'welcome') this.#users.set(client, frame.user.id)
    else if (frame.type === 'subscribed') this.#begin(client, connection, frame)
    else if (frame.type === 'event') {
      const topic = topicOf(frame)
      const told = this.#open.get(`${connection} ${topic}`)
      if (told) this.#take(client, topic, told, frame.event)
      else this.#add('reorder', topic, `${client} got ${frame.event.seq} before its subscription`)
    }
  }

  #begin(client: string, connection: string, frame: Subscribed): void {
    const topic = topicOf(frame)
    const from = this.#asked.get(`${connection} ${frame.id}`) ?? 0
    const newest = this.#newest.get(`${client} ${topic}`) ?? 0
    if (frame.seq < from || (frame.mode === 'reload' && frame.seq < newest))
      this.#add('seq-backwards', topic, `${client} stood at ${Math.max(from, newest)} and was set to ${frame.seq}`)
    const begun = frame.mode === 'reload' ? frame.seq : from
    const told: Told = { from: begun, upTo: begun, seqs: new Set() }
    this.#open.set(`${connection} ${topic}`, told)
    this.#all.push({ client, topic, told })
    for (const event of frame.events) this.#take(client, topic, told, event as AnyEvent)
    told.upTo = Math.max(told.upTo, frame.seq)
    this.#reach(client, topic, told.upTo)
    if (frame.state && 'messages' in frame.state)
      for (const message of frame.state.messages.items) this.#look(client, message)
  }

  #take(client: string, topic: string, told: Told, event: AnyEvent): void {
    const { seq } = event
    if (told.seqs.has(seq)) this.#add('repeat', topic, `${client} got ${seq} twice`)
    else if (seq <= told.upTo) this.#add('reorder', topic, `${client} got ${seq} after ${told.upTo}`)
    told.seqs.add(seq)
    told.upTo = Math.max(told.upTo, seq)
    this.#reach(client, topic, seq)
    if (topic === 'feed') return
    this.#agree(topic, seq, nameOf(event as ThreadEvent))
    if ('message' in event) this.#look(client, event.message)
  }

  /** One place in a thread's order is one change, whoever is told of it. */
  #agree(topic: string, seq: number, name: string): void {
    const known = this.#names.get(`${topic} ${seq}`)
    if (known !== undefined && known !== name) this.#add('fork', topic, `${seq} is ${known} and ${name}`)
    this.#names.set(`${topic} ${seq}`, name)
  }

  #look(client: string, { id, deletedAt }: { readonly id: string; readonly deletedAt: number | null }): void {
    const key = `${client} ${id}`
    if (deletedAt !== null) this.#deleted.add(key)
    else if (this.#deleted.has(key)) this.#add('resurrection', id, `${client} saw it deleted, and back`)
  }

  #reach(client: string, topic: string, seq: number): void {
    const key = `${client} ${topic}`
    this.#newest.set(key, Math.max(this.#newest.get(key) ?? 0, seq))
  }

  /** What was stored, and never came to a subscription that went on to something newer, or whose client was there to the end. */
  missed(records: readonly HistoryRecord[]): Violation[] {
    const stored = Map.groupBy([...changesOf(records), ...feedsOf(records)], ({ topic }) => topic)
    const shown = recordsOf(records, 'shown')
    const stayed = new Set(shown.flatMap(({ client, thread }) => [`${client} ${thread}`, `${client} feed`]))
    const last = new Map<string, Told>(this.#all.map(({ client, topic, told }) => [`${client} ${topic}`, told]))
    return this.#all.flatMap(({ client, topic, told }) => {
      const key = `${client} ${topic}`
      const owed = stayed.has(key) && last.get(key) === told ? Number.POSITIVE_INFINITY : told.upTo
      const name = topic === 'feed' ? feedOf(this.#users.get(client) ?? client) : topic
      return (stored.get(name) ?? []).flatMap(({ seq, what }): Violation[] => {
        if (seq <= told.from || seq > owed || told.seqs.has(seq)) return []
        const detail = `${client} was never told of ${seq} (${what}), and of ${told.upTo}`
        return [{ kind: 'loss', about: name, detail, record: null }]
      })
    })
  }

  #add(kind: ViolationKind, about: string, detail: string): void {
    this.violations.push({ kind, about, detail, record: this.#at })
  }
}

/** Holds the changes that clients were told of against RT3, and against the events that were stored. */
export const checkOrder = (records: readonly HistoryRecord[]): Violation[] => {
  const check = new OrderCheck()
  for (const [at, record] of records.entries()) {
    if (record.kind === 'sent') check.sent(at, record)
    else if (record.kind === 'received') check.received(at, record)
  }
  return [...check.violations, ...check.missed(records)]
}
