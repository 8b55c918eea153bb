import type { CommandResult, Receipt } from '@chat-view/protocol'
import type { WritableAtom } from 'nanostores'
import type { ChatSession } from '../auth/chat-session.ts'
import type { Chat } from '../chat.ts'
import type { HttpRequest } from '../http/http-client.ts'
import type { DeviceStorage } from '../storage/device-storage.ts'
import type { ThreadRegistry } from '../threads/thread-registry.ts'
import type { ThreadsOnDemand } from '../threads/threads-on-demand.ts'
import type { AccountApi } from './account-api.ts'

/** What a chat does at once and not through the outbox, because no token is to be kept on the device. */
export interface OpenAccount extends AccountApi, Pick<Chat, 'acceptInvite'> {}

/** The chat as its account needs it. */
interface AccountServices {
  readonly request: <T>(request: HttpRequest) => Promise<T>
  readonly erase: (signal: AbortSignal | undefined) => Promise<Receipt>
  readonly file: (request: HttpRequest) => Promise<Blob>
  readonly lists: ThreadsOnDemand
  readonly registry: ThreadRegistry
  readonly storage: DeviceStorage
  /** Names under which the storage keeps who they are: where nothing can be kept, it does not list them. */
  readonly who: readonly string[]
  readonly $session: WritableAtom<ChatSession | null>
  /** Forgets what is on the screen and in the outbox. */
  readonly wipe: () => void
  readonly close: () => Promise<void>
}

/** The token of an invitation, also of a link that carries it in its fragment, as the widget makes them. */
const tokenOf = (link: string): string => link.split('#chat-invite=').at(-1) ?? link

/** All of a user may take a while to be gathered. */
const timeLimit = 600_000

/** What is the user's as a whole. */
export const openAccount = (services: AccountServices): OpenAccount => {
  const { request, erase, file, lists, registry, storage, who, $session, wipe, close } = services

  /** Nobody is here any more. */
  const leave = async (): Promise<void> => {
    wipe()
    await close()
    for (const name of [...who, ...storage.names('')]) storage.set(name, null)
    $session.set(null)
  }

  return {
    usage: ({ signal } = {}) => request({ path: '/v1/usage', signal }),
    export: ({ format, signal }) => file({ path: '/v1/me/export', query: { format }, timeLimit, signal }),
    erase: async ({ signal } = {}) => {
      const receipt = await erase(signal)
      await leave()
      return receipt
    },
    claimToken: async ({ signal } = {}) =>
      (await request<{ token: string }>({ path: '/v1/me/claims', body: {}, signal })).token,
    claimVisitor: async (token, { signal } = {}) => {
      const body = { token }
      const { threads } = await request<CommandResult<'claimVisitor'>>({ path: '/v1/me/claim', body, signal })
      lists.feed?.reload()
      return threads
    },
    acceptInvite: async (link, { signal } = {}) => {
      const body = { token: tokenOf(link) }
      const { thread } = await request<CommandResult<'acceptInvite'>>({ path: '/v1/invites/accept', body, signal })
      lists.feed?.changed(thread)
      registry.each(channel => channel.id === thread.id && channel.admitted())
      return thread
    },
  }
}
