import { html, type TemplateResult } from 'lit'

/** Before there are words: lines that stand for what is on its way. */
export const panelLoading: TemplateResult = html`<div class="loading" aria-hidden="true">
  <span class="bone w1"></span><span class="bone w3"></span><span class="bone w4"></span><span class="bone w2"></span>
</div>`
