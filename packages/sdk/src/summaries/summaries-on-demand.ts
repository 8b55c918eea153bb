import { onDemand } from '../on-demand.ts'
import type { ThreadChannel } from '../threads/thread-channel.ts'
import type { ThreadServices } from '../threads/thread-services.ts'
import type { ThreadSummaries } from './thread-summaries.ts'

/** Few change summaries, so its code comes when it is wanted. */
export const summariesOnDemand = (services: ThreadServices, channel: ThreadChannel): ThreadSummaries =>
  onDemand(async () => (await import('./open-summaries.ts')).openSummaries(services, channel), {
    list: true,
    get: true,
    create: true,
    edit: true,
    delete: true,
  })
