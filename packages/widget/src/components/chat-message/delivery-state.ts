import type { MessageView, ThreadHandle } from '@chat-view/sdk'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../icons/icon.ts'
import { alertIcon } from '../../icons/states.ts'
import type { Localisation } from '../../locales/localisation.ts'

/** How far a message has come on its way to the server; a failed one offers Retry and Discard (CV6). */
export const deliveryState = (
  words: Localisation,
  view: MessageView,
  thread: ThreadHandle,
): TemplateResult | typeof nothing => {
  const { delivery } = view
  if (delivery.state === 'sent') return nothing
  if (delivery.state === 'pending') {
    const refused = delivery.refusal && html`<span>${words.error(delivery.refusal.code)}</span>`
    return html`<div class="state" role="status">${words.text(delivery.refusal ? 'delivery.waiting' : 'delivery.pending')} ${refused}</div>`
  }
  return html`<div class="state bad" part="message-error" role="alert">
    ${icon(alertIcon, { small: true })}
    <span>${words.text('delivery.failed')}: ${words.error(delivery.error.code)}</span>
    <button type="button" class="do bare" @click=${() => thread.retry(view.key)}>${words.text('delivery.retry')}</button>
    <button type="button" class="do bare" @click=${() => thread.discard(view.key)}>${words.text('delivery.discard')}</button>
  </div>`
}
