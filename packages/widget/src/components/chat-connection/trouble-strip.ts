import { html, type LitElement, type TemplateResult } from 'lit'
import { closeIcon } from '../../icons/controls.ts'
import { icon } from '../../icons/icon.ts'
import { iconButton } from '../../icons/icon-button.ts'
import { alertIcon } from '../../icons/states.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { adoptSheets } from '../../styles/adopt-sheets.ts'
import { states } from '../../styles/states.ts'

/** What went wrong and has no place of its own, until it was read (UX6). */
export const troubleStrip = (
  host: LitElement,
  words: Localisation,
  text: string,
  dismiss: () => void,
): TemplateResult => {
  adoptSheets(host.renderRoot as ShadowRoot, states)
  return html`<div class="connection bad" role="alert">
    ${icon(alertIcon)}
    <div class="grow">${text}</div>
    ${iconButton({ label: words.text('common.close'), drawing: closeIcon, press: dismiss })}
  </div>`
}
