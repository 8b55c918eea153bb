import type { ChatSession } from '@chat-view/sdk'
import { html, nothing, type TemplateResult } from 'lit'
import type { Localisation } from '../../locales/localisation.ts'
import { promptList } from './prompt-list.ts'

const partOfDay = (hour: number): 'morning' | 'afternoon' | 'evening' => {
  if (hour >= 4 && hour < 12) return 'morning'
  return hour >= 12 && hour < 18 ? 'afternoon' : 'evening'
}

export interface EmptyShown {
  readonly words: Localisation
  /** Undefined: not known yet. */
  readonly project: ChatSession['project'] | undefined
  readonly prompts: readonly string[]
  /** The page has put something of its own in the slot. */
  readonly taken: boolean
  readonly take: (taken: boolean) => void
  readonly ask: (prompt: string) => void
}

/** A new thread: what the page has put there, else the project's greeting or one for the hour, and starter prompts (CV8). */
export const emptyState = ({ words, project, prompts, taken, take, ask }: EmptyShown): TemplateResult => {
  // A slot's own fallback would not do: a slot that was passed on counts as content, also while nothing is in it.
  const look = ({ currentTarget }: Event) => {
    if (currentTarget instanceof HTMLSlotElement) take(currentTarget.assignedNodes({ flatten: true }).length > 0)
  }
  const own = html`<div class="empty ${project ? '' : 'early'}">
    <h3 dir="auto">${project?.greeting ?? words.text(`empty.${partOfDay(new Date().getHours())}`)}</h3>
    ${prompts.length === 0 ? nothing : html`<p>${words.text('empty.text')}</p>`}
    ${promptList(words.text('empty.prompts'), prompts, ask)}
  </div>`
  return html`<div class="item first"><slot name="empty" @slotchange=${look}></slot>${taken ? nothing : own}</div>`
}
