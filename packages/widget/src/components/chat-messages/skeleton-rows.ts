import { html, type TemplateResult } from 'lit'
import type { Localisation } from '../../locales/localisation.ts'

/** Stands for messages that are being loaded (UX6). */
export const skeletonRows = (words: Localisation): TemplateResult =>
  html`<div class="item first" role="status" aria-label=${words.text('loading.messages')}>
      <div class="user"><div class="bubble"><span class="bone"></span></div></div>
    </div>
    <div class="item answer" aria-hidden="true">
      <span class="bone w1"></span><span class="bone w3"></span><span class="bone w4"></span><span class="bone w2"></span>
    </div>`
