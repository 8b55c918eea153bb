import type { MessageView } from '@chat-view/sdk'
import { html, nothing, type TemplateResult } from 'lit'
import { nextIcon, previousIcon } from '../../icons/controls.ts'
import { type Icon, icon } from '../../icons/icon.ts'
import type { Localisation } from '../../locales/localisation.ts'

/** `‹ 2/3 ›`: leafs through the answers that a message holds (CV3). */
export const versionsPager = (
  words: Localisation,
  { shown, count }: MessageView['versions'],
  show: (number: number) => void,
): TemplateResult | typeof nothing => {
  if (count < 2) return nothing
  // Not `disabled`: the button that was pressed at the end keeps the focus.
  const step = (label: string, drawing: Icon, number: number) => {
    const possible = number >= 1 && number <= count
    return html`<button type="button" class="btn" aria-label=${label} title=${label} aria-disabled=${!possible}
      @click=${() => possible && show(number)}>${icon(drawing, { small: true })}</button>`
  }
  const place = words.text('message.version', { number: shown, total: count })
  return html`<span class="versions" part="versions" role="group" aria-label=${place}>
    ${step(words.text('message.previousVersion'), previousIcon, shown - 1)}
    <span aria-hidden="true">${words.number(shown)}/${words.number(count)}</span>
    ${step(words.text('message.nextVersion'), nextIcon, shown + 1)}
  </span>`
}
