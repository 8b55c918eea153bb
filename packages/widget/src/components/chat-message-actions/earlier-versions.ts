import { html, type TemplateResult } from 'lit'
import { closeIcon } from '../../icons/controls.ts'
import { icon } from '../../icons/icon.ts'
import type { Localisation } from '../../locales/localisation.ts'
import type { EarlierText } from './chat-message-actions.ts'

/** What a message said before it was edited, oldest first (CV4). */
export const earlierVersions = (
  words: Localisation,
  texts: readonly EarlierText[],
  close: () => void,
): TemplateResult =>
  html`<section class="tool" aria-label=${words.text('message.history')}>
    <header>
      <b class="grow">${words.text('message.history')}</b>
      <button type="button" class="btn" aria-label=${words.text('common.close')} @click=${close}>${icon(closeIcon, { small: true })}</button>
    </header>
    <div class="list" tabindex="0" role="region" aria-label=${words.text('message.history')}>
      <ol class="earlier">
        ${texts.map(
          ({ at, text }, index) =>
            html`<li>
              <span class="xs soft">${index === 0 ? words.text('message.original') : words.timestamp(at)}</span>
              <p dir="auto">${text}</p>
            </li>`,
        )}
      </ol>
    </div>
  </section>`
