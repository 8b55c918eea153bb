import type { Chat, OutboxEntry } from '@chat-view/sdk'
import { html, nothing, type TemplateResult } from 'lit'
import type { Localisation } from '../../locales/localisation.ts'
import { writtenText } from '../chat-message/written-text.ts'

interface UnsentRowsOptions {
  readonly chat: Chat
  readonly words: Localisation
  /** What is in the outbox. */
  readonly entries: readonly OutboxEntry[]
  readonly isCurrent: (key: string) => boolean
  readonly open: (key: string) => void
}

/** Rows of threads whose first message could not be sent so far, the newest first: they have no other name than a key (CV6). */
export function unsentRows({ chat, words, entries, isCurrent, open }: UnsentRowsOptions): TemplateResult | null {
  const first = new Map<string, OutboxEntry>()
  for (const entry of entries)
    if (entry.thread?.startsWith('new-') && !first.has(entry.thread)) first.set(entry.thread, entry)
  // What is on its way is in the list in a moment.
  const unsent = [...first].filter(([, { state }]) => state !== 'sending').reverse()
  if (unsent.length === 0) return null
  return html`<ul>
    ${unsent.map(([key, { state }]) => {
      const now = isCurrent(key) ? 'page' : nothing
      return html`<li class="thread-item" part="thread-item" aria-current=${now}>
        <button type="button" class="open-thread grow cut" aria-current=${now} @click=${() => open(key)}>
          <bdi>${firstWords(chat, key) || words.text('thread.untitled')}</bdi>
        </button>
        <span class="xs">${words.text(state === 'failed' ? 'delivery.failed' : 'delivery.waiting')}</span>
      </li>`
    })}
  </ul>`
}

function firstWords(chat: Chat, key: string): string {
  const thread = chat.thread(key)
  const [message = ''] = thread.$timeline.get().keys
  const text = writtenText(thread.message(message)?.parts ?? [])
  thread.close()
  return text
}
