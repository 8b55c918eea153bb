import { html, nothing, type TemplateResult } from 'lit'
import type { Localisation } from '../../locales/localisation.ts'
import { closableBox } from './closable-box.ts'
import type { EarlierText } from './earlier-text.ts'

/** What a message said before it was edited, oldest first (CV4). */
export const earlierVersions = (
  words: Localisation,
  texts: readonly EarlierText[],
  close: () => void,
): TemplateResult => {
  const title = words.text('message.history')
  const rows = texts.map(
    ({ at, text }, index) =>
      html`${at === null ? html`<li class="small soft">${words.text('message.historyGap')}</li>` : nothing}<li>
        <span class="xs soft">${index === 0 ? words.text('message.original') : ''} <span class="num">${at === null ? '' : words.timestamp(at)}</span></span>
        <p dir="auto">${text}</p>
      </li>`,
  )
  const list = html`<div class="list" tabindex="0" role="region" aria-label=${title}><ol class="earlier">${rows}</ol></div>`
  return closableBox(words, title, list, close)
}
