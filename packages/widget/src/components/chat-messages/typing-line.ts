import type { TypingUser } from '@chat-view/sdk'
import { html, type TemplateResult } from 'lit'
import type { Localisation } from '../../locales/localisation.ts'

/** Who writes just now, at least one (CV7). */
export const typingLine = (words: Localisation, users: readonly TypingUser[]): TemplateResult => {
  const [first = '', second = ''] = users.map(({ name }) => name ?? words.text('message.someone'))
  const text = () => {
    if (users.length === 1) return words.text('typing.one', { name: first })
    if (users.length === 2) return words.text('typing.two', { first, second })
    return words.text('typing.many', { count: users.length })
  }
  return html`<div class="item answer" part="typing"><div class="wait"><span>${text()}</span><span class="caret"></span></div></div>`
}
