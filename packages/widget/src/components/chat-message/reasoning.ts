import type { MessagePart } from '@chat-view/sdk'
import { html, nothing, type TemplateResult } from 'lit'
import { nextIcon } from '../../icons/controls.ts'
import { icon } from '../../icons/icon.ts'
import type { Localisation } from '../../locales/localisation.ts'

/** What a model thought before it answered, folded; `live`: more of it is to come (AI10). */
export const reasoning = (
  words: Localisation,
  part: Extract<MessagePart, { kind: 'reasoning' }>,
  live: boolean,
): TemplateResult => {
  const name =
    part.seconds === undefined
      ? words.text('part.reasoning')
      : words.text('part.reasoningTime', { time: words.span(part.seconds * 1000) })
  return html`<details class="fold">
    <summary>${icon(nextIcon, { small: true, chevron: true })}<span>${name}</span>${live ? html`<span class="caret"></span>` : nothing}</summary>
    <div><chat-streaming-text .text=${part.text} .live=${live}></chat-streaming-text></div>
  </details>`
}
