import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../icons/icon.ts'
import { archiveIcon } from '../../icons/opening.ts'
import type { Localisation } from '../../locales/localisation.ts'

/** Why a thread takes no message; an archived one that one may restore has a button for it (CV9). */
export type ClosedReason = 'archived' | 'archived-forever' | 'read-only'

/** Stands where the composer would, and says why it does not (UX6). */
export const closedStrip = (words: Localisation, reason: ClosedReason, restore: () => void): TemplateResult =>
  html`<div class="banner" role="note">
    ${icon(archiveIcon)}
    <span class="grow">${words.text(reason === 'read-only' ? 'thread.readOnlyText' : 'thread.archivedText')}</span>
    ${
      reason === 'archived'
        ? html`<button type="button" class="do" @click=${restore}>${words.text('thread.restore')}</button>`
        : nothing
    }
  </div>`
