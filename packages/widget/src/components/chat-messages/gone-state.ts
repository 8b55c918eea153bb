import type { ChatError } from '@chat-view/sdk'
import { html, type TemplateResult } from 'lit'
import type { Localisation } from '../../locales/localisation.ts'

/** A thread that was deleted, or that one has no part in (UX6). */
export const goneState = (words: Localisation, error: ChatError | null, startNew: () => void): TemplateResult => {
  const deleted = error?.code === 'deleted'
  return html`<div class="messages" part="messages" tabindex="-1"><div class="column fill"><div class="item first" role="alert">
    <div class="empty">
      <h3>${words.text(deleted ? 'thread.deletedTitle' : 'thread.missingTitle')}</h3>
      <p>${words.text(deleted ? 'thread.deletedText' : 'thread.missingText')}</p>
      <button type="button" class="do" @click=${startNew}>${words.text('header.newThread')}</button>
    </div>
  </div></div></div>`
}
