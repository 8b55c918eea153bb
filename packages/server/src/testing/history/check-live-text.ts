import type { LivePlace, ServerFrameOf } from '@chat-view/protocol'
import type { HistoryRecord, RecordOf } from './history-record.ts'
import { recordsOf } from './history-record.ts'
import { PlaceInText, textOfPart, textsOf } from './place-in-text.ts'
import type { Violation, ViolationKind } from './violation.ts'

type LiveFrame = ServerFrameOf<'delta' | 'snapshot' | 'part' | 'status'>

/** What one connection reads of one thread: which places it asked from, and where each answer stands. */
interface Reading {
  readonly places: Map<string, PlaceInText>
  /** Asked for, and not yet answered: by the request's id. */
  readonly asked: Map<string, readonly LivePlace[]>
}

/** A running text as it reached clients (RT2, RT4): each piece at its place, once, and the same text for everybody. */
class LiveTextCheck {
  readonly violations: Violation[] = []
  readonly #readings = new Map<string, Reading>()
  /** The longest text of each generation that anybody was sent, by part. */
  readonly #longest = new Map<string, string[]>()
  /** Ends that a client has been told of: client and generation. */
  readonly #ended = new Set<string>()
  #at = 0

  get longest(): ReadonlyMap<string, readonly string[]> {
    return this.#longest
  }

  sent(at: number, { connection, frame }: RecordOf<'sent'>): void {
    this.#at = at
    if (frame.type !== 'subscribe' || frame.thread === undefined) return
    this.#reading(connection, frame.thread).asked.set(frame.id, frame.live ?? [])
  }

  received(at: number, { client, connection, frame }: RecordOf<'received'>): void {
    this.#at = at
    if (frame.type === 'subscribed') this.#subscribed(client, connection, frame)
    else if (frame.type === 'event') this.#event(client, frame.event)
    else if (frame.type === 'delta' || frame.type === 'snapshot' || frame.type === 'part' || frame.type === 'status')
      this.#live(client, this.#reading(connection, frame.thread), frame)
  }

  #reading(connection: string, thread: string): Reading {
    const key = `${connection} ${thread}`
    const known = this.#readings.get(key)
    if (known) return known
    const made: Reading = { places: new Map(), asked: new Map() }
    this.#readings.set(key, made)
    return made
  }

  #subscribed(client: string, connection: string, { thread, id, events }: ServerFrameOf<'subscribed'>): void {
    if (thread === undefined) return
    for (const event of events) this.#event(client, event as ServerFrameOf<'event'>['event'])
    const reading = this.#reading(connection, thread)
    reading.places.clear()
    for (const place of reading.asked.get(id) ?? []) reading.places.set(place.generation, PlaceInText.at(place))
    reading.asked.delete(id)
  }

  #event(client: string, event: ServerFrameOf<'event'>['event']): void {
    if (event?.type === 'answer.ended') this.#ended.add(`${client} ${event.generation}`)
  }

  #live(client: string, { places }: Reading, frame: LiveFrame): void {
    const { generation } = frame
    if (this.#ended.has(`${client} ${generation}`) && frame.type !== 'status')
      this.#add('resurrection', generation, `${client} got a ${frame.type} after the end`)
    if (frame.type === 'snapshot') this.#snapshot(client, places, frame)
    else if (frame.type === 'delta') this.#delta(client, places, frame)
    else if (frame.type === 'part') this.#part(places, frame)
  }

  #snapshot(client: string, places: Map<string, PlaceInText>, { generation, parts }: ServerFrameOf<'snapshot'>): void {
    const texts = textsOf(parts)
    if (places.has(generation)) this.#add('repeat', generation, `${client} got a snapshot of what it reads`)
    places.set(generation, PlaceInText.afterSnapshot(texts))
    for (const [part, text] of texts.entries()) this.#compare(generation, part, 0, text)
  }

  #delta(client: string, places: Map<string, PlaceInText>, frame: ServerFrameOf<'delta'>): void {
    const { generation, part, offset, text } = frame
    const place = places.get(generation)
    const judged = place?.judge(part, offset)
    const where = `part ${part} at ${offset}`
    if (!place) this.#add('hole', generation, `${client} got ${where} without a beginning`)
    else if (judged === 'hole') this.#add('hole', generation, `${client} lacks what is before ${where}`)
    else if (judged === 'repeat') this.#add('repeat', generation, `${client} had ${where} already`)
    place?.reach(part, offset + text.length)
    this.#compare(generation, part, offset, text)
  }

  #part(places: Map<string, PlaceInText>, { generation, part, data }: ServerFrameOf<'part'>): void {
    const text = textOfPart(data)
    if (text === null) return
    places.get(generation)?.reach(part, text.length)
    this.#compare(generation, part, 0, text)
  }

  /** Whoever was sent it: at one place of one part there is one text. */
  #compare(generation: string, part: number, offset: number, text: string): void {
    const longest = this.#longest.get(generation) ?? []
    this.#longest.set(generation, longest)
    const known = longest[part] ?? ''
    const had = known.slice(offset, offset + text.length)
    if (!text.startsWith(had)) this.#add('fork', generation, `part ${part} at ${offset} is two texts`)
    else if (offset <= known.length) longest[part] = known + text.slice(had.length)
  }

  #add(kind: ViolationKind, about: string, detail: string): void {
    this.violations.push({ kind, about, detail, record: this.#at })
  }
}

/** Holds what clients were sent while answers ran against RT2 and RT4, and against the text that was stored. */
export const checkLiveText = (records: readonly HistoryRecord[]): Violation[] => {
  const check = new LiveTextCheck()
  for (const [at, record] of records.entries()) {
    if (record.kind === 'sent') check.sent(at, record)
    else if (record.kind === 'received') check.received(at, record)
  }
  const deleted = new Set(recordsOf(records, 'message').flatMap(({ row }) => (row.deletedAt === null ? [] : [row.id])))
  // Only while nobody but Redis held them, and only what is cut: what is left of it is the same text (RT5).
  const mayBeCut = new Set(recordsOf(records, 'fault').flatMap(({ mayCostText }) => mayCostText))
  const takenBack = recordsOf(records, 'generation').flatMap(({ row }): Violation[] => {
    if (deleted.has(row.messageId)) return []
    const isExcused = row.state !== 'done' && mayBeCut.has(row.id)
    const shown = check.longest.get(row.id) ?? []
    return shown.flatMap((text, part): Violation[] => {
      const stored = row.texts[part] ?? ''
      if (stored.startsWith(text) || (isExcused && text.startsWith(stored))) return []
      const detail = `part ${part}: ${text.length} were shown, ${stored.length} are stored`
      return [{ kind: 'taken-back', about: row.id, detail, record: null }]
    })
  })
  return [...check.violations, ...takenBack]
}
