import { html, type TemplateResult } from 'lit'
import { launcherLabels } from '../../locales/launcher-labels.ts'
import type { Localisation } from '../../locales/localisation.ts'

/** Stands for what tells of messages that could not be loaded, where that could not be loaded either (UX7). */
export const earlyTrouble = (words: Localisation, retry: () => void): TemplateResult =>
  html`<div class="item between mark" role="alert">
    <button type="button" class="do bare" @click=${retry}>${launcherLabels(words.tag)['launcher.retry']}</button>
  </div>`
