import { html, type TemplateResult } from 'lit'
import { latestIcon } from '../../icons/controls.ts'
import { icon } from '../../icons/icon.ts'
import type { Localisation } from '../../locales/localisation.ts'

/** Leads back to the end of the list, and says how many messages came meanwhile (UX4). */
export const jumpPill = (words: Localisation, count: number, jump: () => void): TemplateResult =>
  html`<div class="jump"><button type="button" class="jump-latest" part="jump-latest" @click=${jump}>
    ${icon(latestIcon, { small: true })}${count > 0 ? words.text('jump.new', { count }) : words.text('jump.latest')}
  </button></div>`
