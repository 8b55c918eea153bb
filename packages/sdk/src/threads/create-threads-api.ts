import type { CommandInput, ThreadEntry } from '@chat-view/protocol'
import type { Abortable } from '../options.ts'
import { runCommand } from './run-command.ts'
import type { ThreadFeed } from './thread-feed.ts'
import type { VersionedOptions } from './thread-handle.ts'
import type { ThreadServices } from './thread-services.ts'
import type { ThreadsApi } from './threads-api.ts'

/** What can be done with threads without opening them. */
export const createThreadsApi = (services: ThreadServices, feed: ThreadFeed): ThreadsApi => {
  const { request } = services

  const update = async (
    thread: string,
    change: Omit<CommandInput<'updateThread'>, 'thread' | 'version'>,
    { version, signal }: VersionedOptions = {},
  ): Promise<ThreadEntry> => {
    const args = { thread, ...change, ...(version !== undefined && { version }) }
    const result = await runCommand(services, { name: 'updateThread', args, lane: `thread:${thread}`, thread }, signal)
    feed.changed(result.thread)
    return result.thread
  }

  return {
    list: ({ signal, ...query } = {}) => request({ path: '/v1/threads', query, signal }),
    get: (id: string, { signal }: Abortable = {}) => request({ path: `/v1/threads/${id}`, signal }),
    loadMore: ({ archived = false, signal } = {}) => feed.loadMore(archived, signal),
    rename: (id, title, options) => update(id, { title }, options),
    pin: (id, pinned = true, options) => update(id, { pinned }, options),
    archive: (id, options) => update(id, { archived: true }, options),
    restore: (id, options) => update(id, { archived: false }, options),
    delete: async (thread, { version, signal } = {}) => {
      const args = version === undefined ? { thread } : { thread, version }
      await runCommand(services, { name: 'deleteThread', args, lane: `thread:${thread}`, thread }, signal)
      feed.gone(thread)
    },
    // Few want it, so its code comes when it is wanted.
    export: async (id, options) => (await import('./export-thread.ts')).exportThread(request, id, options),
  }
}
