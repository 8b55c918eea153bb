import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../icons/icon.ts'
import { alertIcon, clockIcon } from '../../icons/states.ts'
import type { DeliveryShown } from './delivery-state.ts'
import { isLimit, limitNotice } from './limit-notice.ts'
import { noticeBox } from './notice.ts'

/** Why a message has not reached the server: a failed one offers Retry and Discard, one that must wait tells until when (CV6). */
export const failedDelivery = (shown: DeliveryShown): TemplateResult => {
  const { words, delivery, left, trouble, retry, discard } = shown
  const error = delivery.state === 'failed' ? delivery.error : delivery.refusal
  const limit = error && isLimit(error.code) ? limitNotice(words, error.code, left, trouble?.quota(error)) : null
  if (delivery.state === 'pending') {
    if (limit) return noticeBox(limit, true, true)
    return html`<div class="state">${icon(clockIcon, { small: true })}<span>${words.text('delivery.busy')}</span></div>`
  }
  return html`<div class="state bad" part="message-error" role="alert">
      ${icon(alertIcon, { small: true })}
      <span>${words.text('delivery.failed')}${limit ? nothing : html`: ${words.error(delivery.error.code)}`}</span>
      <button type="button" class="do bare" @click=${retry}>${words.text('delivery.retry')}</button>
      <button type="button" class="do bare" @click=${discard}>${words.text('delivery.discard')}</button>
    </div>
    ${limit ? noticeBox(limit, false, true) : nothing}`
}
