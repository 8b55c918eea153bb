import { path } from '../http/path.ts'
import { onDemand } from '../on-demand.ts'
import type { ThreadServices } from './thread-services.ts'
import type { ThreadsApi } from './threads-api.ts'

/** What is read of threads without opening them; none of it waits in the outbox. */
export type ThreadReader = Pick<ThreadsApi, 'list' | 'get' | 'search' | 'export'>

export const readThreads = ({ request }: ThreadServices): ThreadReader => ({
  list: ({ signal, ...query } = {}) => request({ path: '/v1/threads', query, signal }),
  get: (id, { signal } = {}) => request({ path: path`/v1/threads/${id}`, signal }),
  search: async (query, { signal, ...rest } = {}) => {
    const q = query.trim()
    if (!q) return { items: [], more: false }
    return request({ path: '/v1/search', query: { q, ...rest }, signal })
  },
  ...onDemand<Pick<ThreadReader, 'export'>>(
    async () => {
      const { exportThread } = await import('./export-thread.ts')
      return { export: (id, options) => exportThread(request, id, options) }
    },
    { export: true },
  ),
})
