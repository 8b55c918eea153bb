import type { MessagePart, MessageView } from '@chat-view/sdk'
import { html, nothing, type TemplateResult } from 'lit'
import { nextIcon } from '../../icons/controls.ts'
import { icon } from '../../icons/icon.ts'
import { infoIcon } from '../../icons/states.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { exportedParts } from '../exported-parts.ts'
import { answerNotice } from './answer-notice.ts'
import type { MessageReader } from './message-actions.ts'
import { noticeBox } from './notice.ts'
import { sourceList } from './source-list.ts'
import { toolPart } from './tool-part.ts'

export interface AnswerShown {
  readonly words: Localisation
  readonly view: MessageView
  readonly reader: MessageReader | null
  readonly act: {
    readonly continue: () => void
    readonly again: () => void
    /** Null where the question is not the reader's to edit. */
    readonly editQuestion: (() => void) | null
    readonly follow: (event: Event, url: string) => void
  }
}

/** What the assistant does while no text comes: in words, beside the caret (CV7). */
const waitingLine = (words: Localisation, { answer, parts }: MessageView): TemplateResult | typeof nothing => {
  if (answer?.state !== 'running') return nothing
  const last = parts.at(-1)
  const grows = last !== undefined && 'text' in last && last.text !== ''
  // The caret at its end says enough.
  if (grows && (answer.activity === 'streaming' || answer.activity === 'thinking')) return nothing
  const text = {
    queued: words.text('answer.queued'),
    thinking: words.text('part.thinking'),
    streaming: words.text('part.thinking'),
    waiting: words.text('part.thinking'),
    retrying: words.text('answer.retrying'),
    fallback: words.text('answer.fallback'),
  }[answer.activity]
  return html`<div class="wait"><span>${text}</span><span class="caret"></span></div>`
}

const reasoning = (words: Localisation, part: Extract<MessagePart, { kind: 'reasoning' }>, live: boolean) => {
  const name =
    part.seconds === undefined
      ? words.text('part.reasoning')
      : words.text('part.reasoningTime', { time: words.span(part.seconds * 1000) })
  return html`<details class="fold">
    <summary>${icon(nextIcon, { small: true, chevron: true })}<span>${name}</span>${live ? html`<span class="caret"></span>` : nothing}</summary>
    <div><chat-streaming-text exportparts=${exportedParts} .text=${part.text} .live=${live}></chat-streaming-text></div>
  </details>`
}

const onePart = (words: Localisation, part: MessagePart, live: boolean): TemplateResult | typeof nothing => {
  switch (part.kind) {
    case 'text':
      return html`<chat-streaming-text exportparts=${exportedParts} .text=${part.text} .live=${live}></chat-streaming-text>`
    case 'reasoning':
      return reasoning(words, part, live)
    case 'tool':
      return toolPart(words, part)
    case 'citation':
      return nothing
    default:
      // A newer server sends kinds that this version does not know.
      return noticeBox(
        { look: '', drawing: infoIcon, title: words.text('part.unknown'), text: words.text('part.unknownText') },
        false,
      )
  }
}

/** All parts of an answer in order, what it is doing, and how it ended where that wants words. */
export const answerBody = (shown: AnswerShown): TemplateResult => {
  const { words, view, act } = shown
  const running = view.answer?.state === 'running'
  const last = view.parts.length - 1
  return html`<div class="parts">
      ${view.parts.map((part, index) => onePart(words, part, running && index === last))}
      ${sourceList(words, view.parts, act.follow)}
    </div>
    ${waitingLine(words, view)}${answerNotice(shown)}`
}
