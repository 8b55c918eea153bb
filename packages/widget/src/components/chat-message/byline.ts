import type { MessageView } from '@chat-view/sdk'
import { html, type TemplateResult } from 'lit'
import type { Localisation } from '../../locales/localisation.ts'

/** First letters of a name's first and last word. */
const initials = (name: string): string => {
  const words = name.trim().split(/\s+/)
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return letters.map(word => Array.from(word ?? '')[0]?.toLocaleUpperCase() ?? '').join('')
}

/** Who said it and when; `assistant` is its name, or null for a person's message. */
export const byline = (words: Localisation, view: MessageView, assistant: string | null): TemplateResult => {
  const name = assistant ?? view.authorName ?? words.text('message.someone')
  const face =
    assistant === null
      ? html`<span class="face" aria-hidden="true">${initials(name)}</span>`
      : html`<span class="face ai" aria-hidden="true"></span>`
  return html`<header class="byline">
    ${face}<b dir="auto">${name}</b>
    <time class="xs soft num" datetime=${new Date(view.createdAt).toISOString()} title=${words.timestamp(view.createdAt)}>${words.time(view.createdAt)}</time>
  </header>`
}
