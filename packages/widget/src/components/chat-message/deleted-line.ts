import type { MessageView } from '@chat-view/sdk'
import { html, type TemplateResult } from 'lit'
import { icon } from '../../icons/icon.ts'
import { deleteIcon } from '../../icons/threads.ts'
import type { Localisation } from '../../locales/localisation.ts'

/** Stands where a message was, on its author's side (UX6). */
export const deletedLine = (words: Localisation, view: MessageView, own: boolean): TemplateResult => {
  const text = () => {
    if (view.role === 'assistant') return words.text('message.deleted')
    if (own) return words.text('message.deletedByYou')
    return words.text('message.deletedBy', { name: view.authorName ?? words.text('message.someone') })
  }
  return html`<article class="message ${own ? 'user' : ''}" part="message">
    <p class="gone small soft">${icon(deleteIcon, { small: true })}<span>${text()}</span></p>
  </article>`
}
