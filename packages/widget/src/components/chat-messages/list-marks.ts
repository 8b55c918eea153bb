import { html, type TemplateResult } from 'lit'
import type { Localisation } from '../../locales/localisation.ts'

/** Where a day begins. */
export const dayMark = (words: Localisation, day: number, now: number): TemplateResult =>
  html`<div class="item between mark" role="separator">${words.day(day, now)}</div>`

/** Before what came while nobody was looking. */
export const newMark = (words: Localisation, count: number): TemplateResult =>
  html`<div class="item between mark unread" role="separator">${words.text('mark.new', { count })}</div>`
