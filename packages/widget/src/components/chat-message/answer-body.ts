import type { MessagePart, MessageView, ThreadHandle } from '@chat-view/sdk'
import { html, nothing, type TemplateResult } from 'lit'
import { nextIcon } from '../../icons/controls.ts'
import { icon } from '../../icons/icon.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { exportedParts } from '../exported-parts.ts'
import { answerNotice } from './answer-notice.ts'
import type { MessageReader } from './message-actions.ts'

export interface AnswerShown {
  readonly words: Localisation
  readonly view: MessageView
  readonly thread: ThreadHandle
  readonly reader: MessageReader | null
}

type Citation = Extract<MessagePart, { kind: 'citation' }>

/** What the assistant says while no text comes: in words, beside the caret (CV7). */
const waitingLine = (words: Localisation, view: MessageView): TemplateResult | typeof nothing => {
  if (view.answer?.state !== 'running') return nothing
  const { activity } = view.answer
  const grows = view.parts.some(part => 'text' in part && part.text !== '')
  if (activity === 'streaming' && grows) return nothing
  const text = {
    queued: words.text('answer.queued'),
    thinking: words.text('part.thinking'),
    streaming: words.text('part.thinking'),
    waiting: words.text('part.thinking'),
    retrying: words.text('answer.retrying'),
    fallback: words.text('answer.fallback'),
  }[activity]
  return html`<div class="wait"><span>${text}</span><span class="caret"></span></div>`
}

const reasoning = (words: Localisation, part: Extract<MessagePart, { kind: 'reasoning' }>, live: boolean) => {
  const name =
    part.seconds === undefined
      ? words.text('part.reasoning')
      : words.text('part.reasoningTime', { time: words.span(part.seconds * 1000) })
  return html`<details class="fold">
    <summary>${icon(nextIcon, { small: true, chevron: true })}${name}</summary>
    <div><chat-streaming-text .text=${part.text} .live=${live}></chat-streaming-text></div>
  </details>`
}

const sources = (words: Localisation, parts: readonly Citation[]): TemplateResult | typeof nothing =>
  parts.length === 0
    ? nothing
    : html`<nav class="sources" aria-label=${words.text('part.sources')}>
        ${parts.map(({ number, title, url }) => {
          const row = html`<span class="cite num">${number}</span><span class="cut" dir="auto">${title}</span>`
          return url !== null && /^https?:/i.test(url)
            ? html`<a href=${url} target="_blank" rel="noopener noreferrer nofollow ugc">${row}</a>`
            : html`<span class="row">${row}</span>`
        })}
      </nav>`

const unknownPart = (words: Localisation): TemplateResult =>
  html`<p class="small soft">${words.text('part.unknown')} ${words.text('part.unknownText')}</p>`

const onePart = (words: Localisation, part: MessagePart, live: boolean): TemplateResult | typeof nothing => {
  if (part.kind === 'text')
    return html`<chat-streaming-text exportparts=${exportedParts} .text=${part.text} .live=${live}></chat-streaming-text>`
  if (part.kind === 'reasoning') return reasoning(words, part, live)
  if (part.kind === 'citation') return nothing
  return unknownPart(words)
}

/** All parts of an answer in order, what it is doing, and how it ended where that wants words. */
export const answerBody = ({ words, view, thread, reader }: AnswerShown): TemplateResult => {
  const running = view.answer?.state === 'running'
  const last = view.parts.length - 1
  const cited = view.parts.filter((part): part is Citation => part.kind === 'citation')
  return html`<div class="parts">
      ${view.parts.map((part, index) => onePart(words, part, running && index === last))}
      ${sources(words, cited)}
    </div>
    ${waitingLine(words, view)}${answerNotice({ words, view, thread, reader })}`
}
