import type { ChatError } from '@chat-view/sdk'
import { html, type TemplateResult } from 'lit'
import { icon } from '../../icons/icon.ts'
import { alertIcon } from '../../icons/states.ts'
import type { Localisation } from '../../locales/localisation.ts'

/** Says that messages could not be loaded; nothing is tried again by itself. */
export const olderTrouble = (words: Localisation, error: ChatError, retry: () => void): TemplateResult =>
  html`<div class="item between mark" role="alert">
    ${icon(alertIcon, { small: true })}<span>${words.error(error.code)}</span>
    <button type="button" class="do bare" @click=${retry}>${words.text('delivery.retry')}</button>
  </div>`
