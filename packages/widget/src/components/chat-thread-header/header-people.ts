import { html, nothing, type TemplateResult } from 'lit'
import type { Localisation } from '../../locales/localisation.ts'

/** So many faces are drawn. */
const faces = 3

/** The first letters of a name, at most two, as the reader's language capitalises them. */
export function initials(name: string, tag: string): string {
  const words = name.trim().split(/\s+/)
  const letters = [words[0], words.length > 1 ? words.at(-1) : ''].map(word => [...(word ?? '')][0] ?? '')
  return letters.join('').toLocaleUpperCase(tag)
}

/** Up to three faces of the people in a thread; nothing for one who is alone with the assistant. */
export function headerPeople(words: Localisation, names: readonly string[]): TemplateResult | typeof nothing {
  if (names.length === 0) return nothing
  return html`<div class="people" role="img" aria-label="${words.text('header.people')}: ${words.list(names)}">
    ${names.slice(0, faces).map(name => html`<span class="face" aria-hidden="true">${initials(name, words.tag)}</span>`)}
  </div>`
}
