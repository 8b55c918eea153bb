import { keptDeliveries } from '../../../ports/webhook-store.ts'
import { among } from '../row-ids.ts'
import type { Units } from '../units.ts'

/** What arrived, what was given up, and what waited too long for a webhook that is off (OP6.6). */
export const purgeWebhookDeliveries = (units: Units, at: number, limit: number): Promise<number> =>
  units.alone(async ({ webhookDeliveries: rows }) => {
    const ended = (state: 'delivered' | 'dead') =>
      rows.all({ state, endedAt: { $lte: at - keptDeliveries[state] } }, { sort: { endedAt: 1 }, limit, hint: 'end' })
    const late = { state: 'waiting', createdAt: { $lte: at - keptDeliveries.waiting } } as const
    const old = [
      ...(await ended('delivered')),
      ...(await ended('dead')),
      ...(await rows.all(late, { sort: { createdAt: 1 }, limit, hint: 'age' })),
    ]
    return rows.remove(among(old.slice(0, limit)))
  })
