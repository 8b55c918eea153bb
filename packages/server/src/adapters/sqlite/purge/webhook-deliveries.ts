import { keptDeliveries } from '../../../ports/webhook-store.ts'
import type { WriteContext } from '../write-context.ts'

const ended = `DELETE FROM webhook_deliveries WHERE id IN (SELECT id FROM webhook_deliveries
  WHERE state = ? AND ended_at <= ? ORDER BY ended_at LIMIT ?)`
const waiting = `DELETE FROM webhook_deliveries WHERE id IN (SELECT id FROM webhook_deliveries
  WHERE state = 'waiting' AND created_at <= ? ORDER BY created_at LIMIT ?)`

/** What arrived, what was given up, and what waited too long for a webhook that is off (OP6.6). */
export const purgeWebhookDeliveries = ({ sql }: WriteContext, at: number, limit: number): number => {
  let gone = sql.run(ended, 'delivered', at - keptDeliveries.delivered, limit)
  if (gone < limit) gone += sql.run(ended, 'dead', at - keptDeliveries.dead, limit - gone)
  if (gone < limit) gone += sql.run(waiting, at - keptDeliveries.waiting, limit - gone)
  return gone
}
