import type { CommandInput, Summary } from '@chat-view/protocol'
import { ChatError } from '../errors/chat-error.ts'
import { path } from '../http/path.ts'
import type { ThreadChannel } from '../threads/thread-channel.ts'
import type { ThreadServices } from '../threads/thread-services.ts'
import type { ThreadSummaries } from './thread-summaries.ts'

/** Reading and changing the summaries of a thread (AI5). */
export const openSummaries = (services: ThreadServices, channel: ThreadChannel): ThreadSummaries => {
  const idOf = (): string => {
    if (!channel.id) throw new ChatError('not_found')
    return channel.id
  }
  const run = <N extends 'createSummary' | 'editSummary' | 'deleteSummary'>(
    name: N,
    args: CommandInput<N>,
    signal: AbortSignal | undefined,
  ) => {
    const thread = idOf()
    return services.run({ name, args, lane: `summary:${thread}`, thread }, signal)
  }

  return {
    list: async ({ signal } = {}) =>
      (await services.request<{ items: Summary[] }>({ path: path`/v1/threads/${idOf()}/summaries`, signal })).items,
    get: (id, { signal } = {}) => services.request({ path: path`/v1/summaries/${id}`, signal }),
    create: async ({ to, text, signal } = {}) => {
      const message = to === undefined ? undefined : channel.store.idOf(to)
      if (message === null) throw new ChatError('not_found')
      const args = { thread: idOf(), ...(message && { to: message }), ...(text !== undefined && { text }) }
      const { summary } = await run('createSummary', args, signal)
      if (summary) channel.summaries.followed?.changed(summary)
      return summary
    },
    edit: async (summary, text, { version, signal } = {}) => {
      const args = { summary, text, ...(version !== undefined && { version }) }
      const result = await run('editSummary', args, signal)
      channel.summaries.followed?.changed(result.summary)
      return result.summary
    },
    delete: async (summary, { version, signal } = {}) => {
      await run('deleteSummary', { summary, ...(version !== undefined && { version }) }, signal)
      channel.summaries.followed?.gone(summary)
    },
  }
}
