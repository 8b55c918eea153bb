import { html, type TemplateResult } from 'lit'
import type { Localisation } from '../../locales/localisation.ts'
import { promptList } from './prompt-list.ts'

const partOfDay = (hour: number): 'morning' | 'afternoon' | 'evening' => {
  if (hour >= 4 && hour < 12) return 'morning'
  return hour >= 12 && hour < 18 ? 'afternoon' : 'evening'
}

/** A new thread: the project's greeting or one for the hour, and starter prompts (CV8). */
export const emptyState = (
  words: Localisation,
  greeting: string | null,
  prompts: readonly string[],
  ask: (prompt: string) => void,
): TemplateResult => {
  const text = greeting ?? words.text(`empty.${partOfDay(new Date().getHours())}`)
  return html`<div class="item first">
    <slot name="empty"><div class="empty">
      <h3 dir="auto">${text}</h3>
      <p>${words.text('empty.text')}</p>
      ${promptList(words.text('empty.prompts'), prompts, ask)}
    </div></slot>
  </div>`
}
