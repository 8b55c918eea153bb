import type { Generation, Message, MessagePart } from '@chat-view/protocol'
import { hashText, isOpenGeneration } from '@chat-view/protocol/codes'
import { type LiveText, liveStep, longer } from './live-text.ts'
import { textOfParts } from './text-of-parts.ts'
import { TimelineDraft } from './timeline-draft.ts'
import type { Step, TimelineModel } from './timeline-model.ts'

const has = (parts: readonly MessagePart[], end: NonNullable<Generation['end']>): boolean => {
  const text = textOfParts(parts)
  return text.length === end.length && hashText(text) === end.hash
}

/** The running text that a row of an open generation stands for: at least what is here already. */
const opened = ({ id, parts }: Message, generation: Generation, live: LiveText | undefined): LiveText => {
  // As long as what is here it is older: it does not know of tools that were called since.
  if (live) return { ...live, parts: longer(parts, live.parts) }
  const status = isOpenGeneration(generation.state) ? generation.state : 'thinking'
  return { message: id, generation: generation.id, parts, step: liveStep(status), repairing: false }
}

interface ApplyOptions {
  /** It was fetched because the end did not match: take it as it is. */
  readonly fetched?: boolean
}

/** Where a generation has ended with something else than what came here, the running text stays until it was fetched. */
const end = (draft: TimelineDraft, row: Message, generation: Generation, fetched: boolean): void => {
  const live = draft.live(generation.id)
  draft.close(row.id, generation.id)
  if (!live || fetched || !generation.end || has(row.parts, generation.end)) return
  if (has(live.parts, generation.end)) {
    draft.setRow({ ...row, parts: [...live.parts] })
    return
  }
  draft.setLive({ ...live, repairing: true })
  draft.fetch(row.id)
}

/** Takes a row as the server has it: newer versions win, whatever the order in which they come (CV6). */
const take = (draft: TimelineDraft, message: Message, fetched: boolean): void => {
  const { id, generation } = message
  const old = draft.row(id)
  if (old && old.version > message.version) {
    // Told of by an event, and shown once the page comes on which it stands.
    if (old.supersededBy === null) draft.show(old)
    return
  }
  const isOpen = generation !== null && isOpenGeneration(generation.state)
  // Of one that has ended here already this row was on its way for longer.
  if (isOpen && draft.isPast(id, generation.id)) return
  // Events are the same for all readers: they don't tell the reader's own opinion, which is of the answer that is shown.
  const isUntold = old !== undefined && message.feedback === undefined
  const isSameAnswer = old?.versions.shown === message.versions.shown
  const feedback = isUntold && isSameAnswer && old.feedback ? { feedback: old.feedback } : {}
  // What was set aside stays so, whatever a page shows that was read before.
  const supersededBy = message.supersededBy ?? draft.asideBy(id)
  const row = { ...message, ...feedback, supersededBy }
  draft.setRow(row)
  if (isUntold && !isSameAnswer && !isOpen && !fetched) draft.fetch(id)
  if (old?.generation && old.generation.id !== generation?.id) draft.close(id, old.generation.id)
  if (!generation) return
  if (row.deletedAt !== null) draft.close(id, generation.id)
  else if (isOpen) draft.setLive(opened(row, generation, draft.live(generation.id)))
  else end(draft, row, generation, fetched)
}

interface RowsTaken {
  readonly change?: Partial<TimelineModel>
  /** They are all messages between the first and the last of them. */
  readonly isPage?: boolean
}

/** Takes rows, of a page or of a command's result. */
export const applyMessages = (
  model: TimelineModel,
  messages: readonly Message[],
  { change = {}, isPage = false }: RowsTaken = {},
): Step => {
  const draft = new TimelineDraft(model, isPage)
  for (const message of messages) take(draft, message, false)
  return draft.finish(change)
}

/** Takes one row. */
export const applyMessage = (model: TimelineModel, message: Message, { fetched = false }: ApplyOptions = {}): Step => {
  const draft = new TimelineDraft(model)
  take(draft, message, fetched)
  return draft.finish()
}
