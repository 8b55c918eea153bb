import type { Connection, Delivery } from '@chat-view/sdk'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../icons/icon.ts'
import { clockIcon } from '../../icons/states.ts'
import type { Localisation } from '../../locales/localisation.ts'
import type { LaterParts } from '../load-later.ts'
import type { TroubleWords } from './trouble-words.ts'

export interface DeliveryShown {
  readonly words: Localisation
  readonly delivery: Exclude<Delivery, { state: 'sent' }>
  readonly connection: Connection | undefined
  /** Milliseconds until a limit ends; null: nobody knows. */
  readonly left: number | null
  readonly trouble: TroubleWords | null
  readonly retry: () => void
  readonly discard: () => void
}

/** It is on its way, or waits for a connection. */
export const pendingDelivery = (words: Localisation, waits: boolean): TemplateResult =>
  html`<div class="state">${waits ? icon(clockIcon, { small: true }) : nothing}<span>${words.text(
    waits ? 'delivery.waiting' : 'delivery.pending',
  )}</span></div>`

/** How far a message has come on its way to the server; `later` draws what went wrong (CV6). */
export const deliveryState = (shown: DeliveryShown, later: LaterParts | null): TemplateResult => {
  const { words, delivery, connection } = shown
  const error = delivery.state === 'failed' ? delivery.error : delivery.refusal
  if (error && later) return later.failedDelivery(shown)
  return pendingDelivery(words, error !== null || connection?.state !== 'connected')
}
