import { html, type TemplateResult } from 'lit'
import type { Localisation } from '../../locales/localisation.ts'

/** Stands for messages that are being loaded (UX6). */
export const skeletonRows = (words: Localisation): TemplateResult =>
  html`<div class="item" role="status" aria-label=${words.text('loading.messages')}>
    ${['96%', '88%', '60%'].map(width => html`<span class="bone" .style=${`inline-size:${width}`}></span>`)}
  </div>`
