import type { Connection, Delivery } from '@chat-view/sdk'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../icons/icon.ts'
import { alertIcon, clockIcon } from '../../icons/states.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { isLimit, limitNotice } from './limit-notice.ts'
import { noticeBox } from './notice.ts'

export interface DeliveryShown {
  readonly words: Localisation
  readonly delivery: Exclude<Delivery, { state: 'sent' }>
  readonly connection: Connection | undefined
  /** Milliseconds until a limit ends; null: nobody knows. */
  readonly left: number | null
  readonly retry: () => void
  readonly discard: () => void
}

const pending = (words: Localisation, waits: boolean): TemplateResult =>
  html`<div class="state">${waits ? icon(clockIcon, { small: true }) : nothing}<span>${words.text(
    waits ? 'delivery.waiting' : 'delivery.pending',
  )}</span></div>`

/** How far a message has come on its way to the server; a failed one offers Retry and Discard (CV6). */
export const deliveryState = (shown: DeliveryShown): TemplateResult => {
  const { words, delivery, connection, left, retry, discard } = shown
  const error = delivery.state === 'failed' ? delivery.error : delivery.refusal
  const limit = error && isLimit(error.code) ? limitNotice(words, error.code, left) : null
  if (delivery.state === 'pending') {
    if (limit) return noticeBox(limit, true)
    return pending(words, error !== null || connection?.state !== 'connected')
  }
  return html`<div class="state bad" part="message-error" role="alert">
      ${icon(alertIcon, { small: true })}
      <span>${words.text('delivery.failed')}${limit ? nothing : html`: ${words.error(delivery.error.code)}`}</span>
      <button type="button" class="do bare" @click=${retry}>${words.text('delivery.retry')}</button>
      <button type="button" class="do bare" @click=${discard}>${words.text('delivery.discard')}</button>
    </div>
    ${limit ? noticeBox(limit, false) : nothing}`
}
