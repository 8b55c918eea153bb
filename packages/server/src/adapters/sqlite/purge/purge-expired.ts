import type { Purged, PurgeQuery } from '../../../ports/purge-store.ts'
import type { WriteContext } from '../write-context.ts'
import { purgeCommands, purgeInvites, purgeSessions } from './ended-rows.ts'
import { purgeThreads } from './gone-threads.ts'
import { purgeEvents } from './old-events.ts'
import { purgeWebhookDeliveries } from './webhook-deliveries.ts'

/** One slice of what is past. */
export const purgeExpired = (context: WriteContext, { at, eventsBefore, limit }: PurgeQuery): Purged => {
  const commands = purgeCommands(context, at, limit)
  const invites = purgeInvites(context, at, limit)
  const events = purgeEvents(context, eventsBefore, limit)
  const { threads, visitors: guests } = purgeThreads(context, eventsBefore, limit)
  const { sessions, visitors } = purgeSessions(context, at, limit)
  const webhookDeliveries = purgeWebhookDeliveries(context, at, limit)
  return { commands, webhookDeliveries, invites, events, threads, sessions, visitors: visitors + guests }
}
