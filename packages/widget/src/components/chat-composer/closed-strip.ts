import { html, type LitElement, nothing, type TemplateResult } from 'lit'
import { icon } from '../../icons/icon.ts'
import { archiveIcon } from '../../icons/opening.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { adoptSheets } from '../../styles/adopt-sheets.ts'
import { states } from '../../styles/states.ts'
import type { ClosedReason } from './closed-reason.ts'

/** Stands where the composer would, and says why it does not (UX6). */
export const closedStrip = (
  host: LitElement,
  words: Localisation,
  reason: ClosedReason,
  restore: () => void,
  stop: (() => void) | null,
): TemplateResult => {
  const root = host.renderRoot as ShadowRoot
  adoptSheets(root, states)
  // Who was writing goes on from what can be done now (UX1).
  if (root.querySelector('.composer :focus'))
    void host.updateComplete.then(() => root.querySelector<HTMLElement>('.banner button:last-child')?.focus())
  return html`<div class="banner" role="note">
    ${icon(archiveIcon)}
    <span class="grow">${words.text(reason === 'read-only' ? 'thread.readOnlyText' : 'thread.archivedText')}</span>
    ${
      stop
        ? html`<button type="button" part="stop" class="do" @click=${stop}>${words.text('composer.stop')}</button>`
        : nothing
    }
    ${
      reason === 'archived'
        ? html`<button type="button" class="do" @click=${restore}>${words.text('thread.restore')}</button>`
        : nothing
    }
  </div>`
}
