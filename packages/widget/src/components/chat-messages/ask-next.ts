import type { MessageView } from '@chat-view/sdk'
import { html, nothing, type TemplateResult } from 'lit'
import type { Localisation } from '../../locales/localisation.ts'
import { promptList } from './prompt-list.ts'

/** What could be asked next, under the last answer (CV8). */
export const askNext = (
  words: Localisation,
  last: MessageView | null,
  ask: (prompt: string) => void,
): TemplateResult | typeof nothing => {
  const list = promptList(words.text('empty.prompts'), last?.suggestions ?? [], ask)
  return list === nothing ? nothing : html`<div class="item next">${list}</div>`
}
