import type { CommandInput, CommandName, CommandResult, Page, User } from '@chat-view/protocol'
import { ChatError } from '../errors/chat-error.ts'
import { path } from '../http/path.ts'
import type { ThreadParticipants } from './thread-participants.ts'
import type { ThreadServices } from './thread-services.ts'

/** Letting people into a thread and out of it. */
export const openParticipants = (services: ThreadServices, threadId: () => string | null): ThreadParticipants => {
  const idOf = (): string => {
    const id = threadId()
    if (!id) throw new ChatError('not_found')
    return id
  }

  const run = async <N extends CommandName>(
    name: N,
    rest: Omit<CommandInput<N>, 'thread'>,
    signal: AbortSignal | undefined,
    passing = false,
  ): Promise<CommandResult<N>> => {
    const thread = idOf()
    const args = name === 'revokeInvite' ? rest : { thread, ...rest }
    return services.run({ name, args, lane: `people:${thread}`, thread, passing }, signal)
  }

  const list = async <T>(what: string, signal: AbortSignal | undefined): Promise<readonly T[]> =>
    (await services.request<Page<T>>({ path: path`/v1/threads/${idOf()}/${what}`, signal })).items

  const remove = async (user: string, signal: AbortSignal | undefined): Promise<void> => {
    await run('removeParticipant', { user }, signal)
  }

  return {
    list: ({ signal } = {}) => list('participants', signal),
    invite: async (user, role, { signal } = {}) => (await run('inviteParticipant', { user, role }, signal)).participant,
    createInvite: (role, { signal, ...options } = {}) => run('createInvite', { role, ...options }, signal, true),
    invites: ({ signal } = {}) => list('invites', signal),
    revoke: async (invite, { signal } = {}) => {
      await run('revokeInvite', { invite }, signal)
    },
    setRole: async (user, role, { signal } = {}) =>
      (await run('setParticipantRole', { user, role }, signal)).participant,
    remove: (user, { signal } = {}) => remove(user, signal),
    leave: async ({ signal } = {}) =>
      remove(services.userId() ?? (await services.request<User>({ path: '/v1/me', signal })).id, signal),
  }
}
