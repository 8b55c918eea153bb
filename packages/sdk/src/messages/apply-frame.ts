import type { ThreadEvent } from '@chat-view/protocol'
import { applyMessage, applyMessages } from './apply-message.ts'
import { applyLive, type LiveFrame, type LiveText, liveStep } from './live-text.ts'
import { TimelineDraft } from './timeline-draft.ts'
import { closeGaps, gapsAround, type MessagePage, type TimelineGap } from './timeline-gaps.ts'
import { emptyTimeline, isPast, type Step, step, type TimelineModel } from './timeline-model.ts'

const setAside = (model: TimelineModel, ids: readonly string[], by: string): Step => {
  const draft = new TimelineDraft(model)
  for (const id of ids) {
    const row = draft.row(id)
    if (row) draft.setRow({ ...row, supersededBy: by })
  }
  const absent = ids.filter(id => !model.rows.has(id))
  if (absent.length === 0) return draft.finish()
  return draft.finish({ aside: new Map([...model.aside, ...absent.map(id => [id, by] as const)]) })
}

const applyContent = (model: TimelineModel, event: ThreadEvent): Step => {
  switch (event.type) {
    case 'message.created':
    case 'message.updated':
    case 'answer.started':
    case 'answer.ended':
      return applyMessage(model, event.message)
    case 'messages.superseded':
      return setAside(model, event.messages, event.by)
    default:
      return step(model)
  }
}

/** A durable change. Applying it again, or late, changes nothing: rows go by their versions (RT3). */
export const applyEvent = (model: TimelineModel, event: ThreadEvent): Step => {
  const next = applyContent(model, event)
  return { ...next, model: { ...next.model, seq: Math.max(model.seq, event.seq) } }
}

/** Texts of so many generations at most that no row has named yet. */
const liveLimit = 64

const withText = (model: TimelineModel, text: LiveText): TimelineModel => {
  const live = new Map(model.live).set(text.generation, text)
  const unnamed = [...live.values()].find(
    ({ message, generation }) => model.rows.get(message)?.generation?.id !== generation,
  )
  if (live.size > liveLimit && unnamed) live.delete(unnamed.generation)
  return { ...model, live }
}

/** A piece of a running answer: at its own place or not at all; another generation only by a snapshot (RT2). */
export const applyLiveFrame = (model: TimelineModel, frame: LiveFrame): Step => {
  const { message, generation } = frame
  if (isPast(model, message, generation)) return step(model)
  const here = model.live.get(generation)
  if (here) {
    const next = applyLive(here, frame)
    return next === 'gap' ? step(model, [], { ask: true }) : step(withText(model, next), [message])
  }
  if (frame.type !== 'snapshot') return step(model, [], { ask: frame.type === 'delta' })
  const { parts, status } = frame
  return step(withText(model, { message, generation, parts, step: liveStep(status), repairing: false }), [message])
}

/** A fresh page in place of what was there; only the text of answers that still run is kept. */
export const applyReload = (model: TimelineModel, page: MessagePage, seq: number): Step => {
  const ids = new Set(page.items.map(({ id }) => id))
  const rows = model.rows.only(ids)
  const live = new Map([...model.live].filter(([, { message }]) => ids.has(message)))
  const order = model.order.filter(id => ids.has(id))
  const gaps = gapsAround(page)
  const aside = emptyTimeline.aside
  const next = applyMessages({ ...model, rows, live, aside, order, gaps }, page.items, {
    change: { seq },
    isPage: true,
  })
  return { ...next, touched: [...new Set([...model.order, ...next.touched])] }
}

/** A page somewhere in the thread, also where nothing was known. */
export const applyPage = (model: TimelineModel, page: MessagePage): Step =>
  applyMessages(model, page.items, { change: { gaps: closeGaps(model.gaps, page) }, isPage: true })

/** A page that was asked for at an edge of a gap: it ends at the gap's end, or begins at its beginning. */
export const applyGapPage = (
  model: TimelineModel,
  page: MessagePage,
  gap: TimelineGap,
  side: 'older' | 'newer',
): Step => {
  const reach = side === 'older' ? { to: gap.to } : { from: gap.from }
  return applyMessages(model, page.items, { change: { gaps: closeGaps(model.gaps, page, reach) }, isPage: true })
}
