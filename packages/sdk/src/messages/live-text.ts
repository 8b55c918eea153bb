import type { LivePlace, LiveStatus, MessagePart, ServerFrameOf } from '@chat-view/protocol'

/** What a running answer is doing, and what the server said of it (AI2); null where it said nothing. */
export interface LiveStep {
  readonly activity: LiveStatus
  /** With `retrying`: until the next try. */
  readonly seconds: number | null
  /** With `retrying`: which try comes, from 2 on. */
  readonly attempt: number | null
  /** With `fallback`: who answers instead. */
  readonly model: string | null
}

/** A step of which no more is known. */
export const liveStep = (activity: LiveStatus): LiveStep => ({ activity, seconds: null, attempt: null, model: null })

/** The text of one generation, as far as it came here. Immutable. */
export interface LiveText {
  readonly message: string
  readonly generation: string
  readonly parts: readonly MessagePart[]
  readonly step: LiveStep
  /** It has ended, but not with what is here: the message is being fetched. */
  readonly repairing: boolean
}

export type LiveFrame = ServerFrameOf<'delta' | 'part' | 'status' | 'snapshot'>

/** `gap`: something before it is missing, ask for what follows the place. */
type Applied = LiveText | 'gap'

const replaced = (live: LiveText, index: number, part: MessagePart): LiveText => ({
  ...live,
  parts: index === live.parts.length ? [...live.parts, part] : live.parts.with(index, part),
})

const applyDelta = (live: LiveText, { part: index, offset, text }: ServerFrameOf<'delta'>): Applied => {
  const part = live.parts[index]
  if (!part) {
    // A text part that opens with its first piece; of any other the `part` frame came before.
    if (index > live.parts.length || offset > 0) return 'gap'
    return replaced(live, index, { kind: 'text', text })
  }
  if (!('text' in part)) return live
  const had = part.text.length - offset
  if (had < 0) return 'gap'
  return had >= text.length ? live : replaced(live, index, { ...part, text: part.text + text.slice(had) })
}

const applyPart = (live: LiveText, { part: index, data }: ServerFrameOf<'part'>): Applied => {
  if (index > live.parts.length) return 'gap'
  const part = live.parts[index]
  // It tells how a part opened: what has grown since stays (RT2).
  const grown = part && 'text' in part && 'text' in data && part.text.length > data.text.length
  return replaced(live, index, grown ? { ...data, text: part.text } : data)
}

/** Applies a frame of the same generation: each piece only at its own place, what is had already is passed over (RT2). */
export const applyLive = (live: LiveText, frame: LiveFrame): Applied => {
  switch (frame.type) {
    case 'delta':
      return applyDelta(live, frame)
    case 'part':
      return applyPart(live, frame)
    case 'status':
      return {
        ...live,
        step: {
          activity: frame.status,
          seconds: frame.seconds ?? null,
          attempt: frame.attempt ?? null,
          model: frame.model ?? null,
        },
      }
    case 'snapshot':
      return { ...live, parts: longer(live.parts, frame.parts), step: stepAt(live.step, frame.status) }
  }
}

/** What was said of a step stays while it lasts: a snapshot names it only. */
const stepAt = (step: LiveStep, activity: LiveStatus): LiveStep =>
  step.activity === activity ? step : liveStep(activity)

const lengthOf = (parts: readonly MessagePart[]): number =>
  parts.reduce((sum, part) => sum + ('text' in part ? part.text.length : 0), 0)

/** Of two views of one generation the one that has more: its text never forks, so the other is its beginning (RT2). */
export const longer = (ours: readonly MessagePart[], theirs: readonly MessagePart[]): readonly MessagePart[] =>
  lengthOf(ours) > lengthOf(theirs) ? ours : theirs

/**
 * The place from which the rest is wanted: in the last part that grows, for text may go on behind one that does not; of an
 * open call all is asked for anew.
 */
export const placeOf = ({ message, generation, parts }: Omit<LiveText, 'step' | 'repairing'>): LivePlace => {
  const open = parts.findIndex(part => part.kind === 'tool' && (part.state === 'running' || part.state === 'waiting'))
  const growing = parts.findLastIndex(part => 'text' in part)
  const part = open < 0 ? Math.max(0, growing) : open
  const last = parts[part]
  return { message, generation, part, offset: last && 'text' in last ? last.text.length : 0 }
}
