import type { Generation, Message } from '@chat-view/protocol'
import { hashText, isOpenGeneration } from '@chat-view/protocol/codes'
import { type LiveText, longer } from './live-text.ts'
import { textOfParts } from './text-of-parts.ts'
import { type Step, step, type TimelineModel } from './timeline-model.ts'

/** So many generations of one message are remembered as past. */
const pastLimit = 20

const has = (parts: Message['parts'] | LiveText['parts'], end: NonNullable<Generation['end']>): boolean => {
  const text = textOfParts(parts)
  return text.length === end.length && hashText(text) === end.hash
}

const shown = (message: Message): boolean => message.supersededBy === null

const placed = (model: TimelineModel, message: Message): readonly string[] => {
  const { order, rows } = model
  const at = order.indexOf(message.id)
  if (!shown(message)) return at < 0 ? order : order.toSpliced(at, 1)
  if (at >= 0) return order
  const after = order.findLastIndex(id => (rows.get(id)?.seq ?? 0) < message.seq)
  return order.toSpliced(after + 1, 0, message.id)
}

const withPast = (model: TimelineModel, message: string, generation: string): TimelineModel['past'] => {
  const past = model.past.get(message) ?? []
  if (past.includes(generation)) return model.past
  return new Map(model.past).set(message, [...past, generation].slice(-pastLimit))
}

export const isPast = (model: TimelineModel, message: string, generation: string): boolean =>
  model.past.get(message)?.includes(generation) ?? false

const withLive = (model: TimelineModel, generation: string, live: LiveText | null): TimelineModel['live'] => {
  const map = new Map(model.live)
  if (live) map.set(generation, live)
  else map.delete(generation)
  return map
}

/** The generation is over for this client: its text goes, and what still comes of it is passed over. */
const close = (model: TimelineModel, message: string, generation: string): TimelineModel => ({
  ...model,
  live: withLive(model, generation, null),
  past: withPast(model, message, generation),
})

/** The running text that a row of an open generation stands for: at least what is here already. */
const opened = ({ id, parts }: Message, generation: Generation, live: LiveText | undefined): LiveText => {
  if (live) return { ...live, parts: longer(live.parts, parts) }
  const status = isOpenGeneration(generation.state) ? generation.state : 'thinking'
  return { message: id, generation: generation.id, parts, status, seconds: null, repairing: false }
}

interface ApplyOptions {
  /** It was fetched because the end did not match: take it as it is. */
  readonly fetched?: boolean
}

/**
 * Takes a row as the server has it: newer versions win, whatever the order in which they come (CV6). Where a generation
 * ended with something else than what came here, the running text stays until the message was fetched (RT2).
 */
export const applyMessage = (model: TimelineModel, message: Message, { fetched = false }: ApplyOptions = {}): Step => {
  const old = model.rows.get(message.id)
  const { id, generation } = message
  if (old && old.version > message.version) return step(model)
  // Of one that has ended here already this row was on its way for longer.
  if (generation && isOpenGeneration(generation.state) && isPast(model, id, generation.id)) return step(model)
  // Events are the same for all readers: they don't tell the reader's own opinion.
  const row = message.feedback === undefined && old?.feedback ? { ...message, feedback: old.feedback } : message
  const placedRow = { ...model, rows: new Map(model.rows).set(id, row), order: placed(model, row) }
  const former = old?.generation && old.generation.id !== generation?.id ? old.generation.id : null
  const base = former ? close(placedRow, id, former) : placedRow
  if (!generation) return step(base, [id])
  const live = base.live.get(generation.id)
  if (row.deletedAt !== null) return step(close(base, id, generation.id), [id])
  if (isOpenGeneration(generation.state))
    return step({ ...base, live: withLive(base, generation.id, opened(row, generation, live)) }, [id])
  const ended = close(base, id, generation.id)
  if (!live || fetched || !generation.end || has(row.parts, generation.end)) return step(ended, [id])
  if (has(live.parts, generation.end)) {
    const rows = new Map(ended.rows).set(id, { ...row, parts: [...live.parts] })
    return step({ ...ended, rows }, [id])
  }
  const repairing = withLive(ended, generation.id, { ...live, repairing: true })
  return step({ ...ended, live: repairing }, [id], { fetch: [id] })
}
