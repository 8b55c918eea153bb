import { html, nothing, type TemplateResult } from 'lit'
import { type Icon, icon } from '../../icons/icon.ts'

/** One of a message's actions; `pressed` for one that stays down. */
export const actionButton = (label: string, drawing: Icon, press: () => void, pressed?: boolean): TemplateResult =>
  html`<button type="button" class="btn" aria-label=${label} title=${label}
    aria-pressed=${pressed === undefined ? nothing : String(pressed)} @click=${press}>${icon(drawing)}</button>`
