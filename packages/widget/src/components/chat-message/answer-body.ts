import type { MessagePart, MessageView } from '@chat-view/sdk'
import { html, nothing, type TemplateResult } from 'lit'
import type { Localisation } from '../../locales/localisation.ts'
import type { LaterParts } from '../load-later.ts'
import { lastSaid } from './answer-ending.ts'
import type { MessageReader } from './message-actions.ts'
import type { TroubleWords } from './trouble-words.ts'

export interface AnswerShown {
  readonly words: Localisation
  readonly view: MessageView
  readonly reader: MessageReader | null
  /** More on what went wrong, once it is there. */
  readonly trouble: TroubleWords | null
  /** What is drawn of reasoning, of sources and of how it ended, once that is there. */
  readonly later: LaterParts | null
  readonly act: {
    readonly continue: () => void
    readonly again: () => void
    /** Null where the question is not the reader's to edit. */
    readonly editQuestion: (() => void) | null
    readonly follow: (event: Event, url: string) => void
  }
}

const activities = {
  queued: 'answer.queued',
  thinking: 'part.thinking',
  streaming: 'part.thinking',
  waiting: 'part.thinking',
  retrying: 'answer.retrying',
  fallback: 'answer.fallback',
} as const

/** What the assistant does while no text comes: in words, beside the caret (CV7). */
const waitingLine = (words: Localisation, view: MessageView): TemplateResult | typeof nothing => {
  const { answer } = view
  if (answer?.state !== 'running') return nothing
  const last = lastSaid(view)
  const grows = last !== undefined && 'text' in last && last.text !== ''
  // The caret at its end says enough.
  if (grows && (answer.activity === 'streaming' || answer.activity === 'thinking')) return nothing
  const text = words.text(activities[answer.activity])
  const asks = last?.kind === 'tool' && last.state === 'waiting'
  return html`<div class="wait"><chat-step .answer=${answer} .asks=${asks}>${text}</chat-step><span class="caret"></span></div>`
}

const onePart = (shown: AnswerShown, part: MessagePart, live: boolean) =>
  shown.later?.otherPart(shown, part, live) ??
  (part.kind === 'text' ? html`<chat-streaming-text .text=${part.text} .live=${live}></chat-streaming-text>` : nothing)

/** All parts of an answer in order, what it is doing, and how it ended where that wants words. */
export const answerBody = (shown: AnswerShown): TemplateResult => {
  const { words, view, later, act } = shown
  const growing = view.answer?.state === 'running' ? lastSaid(view) : undefined
  return html`<div class="parts">
      ${view.parts.map(part => onePart(shown, part, part === growing))}
      ${later?.sourceList(words, view.parts, act.follow) ?? nothing}
    </div>
    ${waitingLine(words, view)}${later?.answerNotice(shown) ?? nothing}`
}
