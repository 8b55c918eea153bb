import type { ThreadList } from '@chat-view/sdk'
import { html, nothing, type TemplateResult } from 'lit'
import type { Localisation } from '../../locales/localisation.ts'

/** What stands in place of threads while they load, when there are none, and when they could not be loaded (UX6). */
export function threadListStates(
  words: Localisation,
  { status, items, error }: ThreadList,
  retry: () => void,
  none: 'threads.none' | 'threads.noneArchived' = 'threads.none',
): TemplateResult | typeof nothing {
  if (status === 'failed') {
    return html`<div class="none" role="alert">
      <p>${words.error(error?.code ?? 'unknown')}</p>
      <button type="button" class="do" @click=${retry}>${words.text('delivery.retry')}</button>
    </div>`
  }
  if (items.length > 0) return nothing
  if (status === 'ready') return html`<p class="none">${words.text(none)}</p>`
  return html`<div class="bones" role="status" aria-label=${words.text('loading.threads')}>
    <span class="bone w2"></span><span class="bone w3"></span><span class="bone w2"></span><span class="bone w3"></span>
  </div>`
}
