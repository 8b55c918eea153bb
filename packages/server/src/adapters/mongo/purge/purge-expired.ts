import type { Purged, PurgeQuery } from '../../../ports/purge-store.ts'
import type { Units } from '../units.ts'
import { purgeCommands, purgeInvites, purgeSessions } from './ended-rows.ts'
import { purgeThreads } from './gone-threads.ts'
import { purgeEvents } from './old-events.ts'
import { purgeWebhookDeliveries } from './webhook-deliveries.ts'

/** One slice of what is past. */
export const purgeExpired = async (units: Units, { at, eventsBefore, limit }: PurgeQuery): Promise<Purged> => {
  const commands = await purgeCommands(units, at, limit)
  const invites = await purgeInvites(units, at, limit)
  const events = await purgeEvents(units, eventsBefore, limit)
  const { threads, visitors: guests } = await purgeThreads(units, eventsBefore, limit)
  const { sessions, visitors } = await purgeSessions(units, at, limit)
  const webhookDeliveries = await purgeWebhookDeliveries(units, at, limit)
  return { commands, webhookDeliveries, invites, events, threads, sessions, visitors: visitors + guests }
}
