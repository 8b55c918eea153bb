import type { CommandInput, ThreadEntry } from '@chat-view/protocol'
import { runCommand } from './run-command.ts'
import type { VersionedOptions } from './thread-handle.ts'
import type { ThreadServices } from './thread-services.ts'
import type { ThreadsApi } from './threads-api.ts'

/** Changing threads without opening them: at hand without a network too, so that each waits in the outbox (RT11). */
export const changeThreads = (
  services: () => ThreadServices,
): Pick<ThreadsApi, 'rename' | 'pin' | 'archive' | 'restore' | 'delete'> => {
  const update = async (
    thread: string,
    change: Omit<CommandInput<'updateThread'>, 'thread' | 'version'>,
    { version, signal }: VersionedOptions = {},
  ): Promise<ThreadEntry> => {
    const args = { thread, ...change, ...(version !== undefined && { version }) }
    const command = { name: 'updateThread', args, lane: `thread:${thread}`, thread } as const
    return (await runCommand(services(), command, signal)).thread
  }

  return {
    rename: (id, title, options) => update(id, { title }, options),
    pin: (id, pinned = true, options) => update(id, { pinned }, options),
    archive: (id, options) => update(id, { archived: true }, options),
    restore: (id, options) => update(id, { archived: false }, options),
    delete: async (thread, { version, signal } = {}) => {
      const args = version === undefined ? { thread } : { thread, version }
      await runCommand(services(), { name: 'deleteThread', args, lane: `thread:${thread}`, thread }, signal)
    },
  }
}
