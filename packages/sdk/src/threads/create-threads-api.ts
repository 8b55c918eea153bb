import { onDemand } from '../on-demand.ts'
import type { ThreadReader } from './read-threads.ts'
import type { ThreadFeed } from './thread-feed.ts'
import type { ThreadServices } from './thread-services.ts'
import type { ThreadsApi } from './threads-api.ts'

/** What is read of threads without opening them. */
export const createThreadsApi = (
  services: ThreadServices,
  feed: ThreadFeed,
): ThreadReader & Pick<ThreadsApi, 'loadMore'> => ({
  loadMore: ({ archived = false, signal } = {}) => feed.loadMore(archived, signal),
  ...onDemand<ThreadReader>(async () => (await import('./read-threads.ts')).readThreads(services), {
    list: true,
    get: true,
    search: true,
    export: true,
  }),
})
