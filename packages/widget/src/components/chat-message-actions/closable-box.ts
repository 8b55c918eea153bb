import { html, type TemplateResult } from 'lit'
import { closeIcon } from '../../icons/controls.ts'
import { icon } from '../../icons/icon.ts'
import type { Localisation } from '../../locales/localisation.ts'

/** A box below a message's actions; its button and Escape close it. */
export const closableBox = (
  words: Localisation,
  title: string,
  content: TemplateResult,
  close: () => void,
): TemplateResult => {
  const keydown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    event.preventDefault()
    close()
  }
  return html`<section class="tool" aria-label=${title} @keydown=${keydown}>
    <header>
      <b class="grow">${title}</b>
      <button type="button" class="btn" aria-label=${words.text('common.close')} @click=${close}>${icon(closeIcon, { small: true })}</button>
    </header>
    ${content}
  </section>`
}
