import type { AdminProject } from '@chat-view/protocol'
import type { Moderator } from '../../ports/content-filter.ts'
import type { ProviderKeys } from '../providers/provider-keys.ts'

/** Where a moderation service is, and what it is asked with. */
export interface ModeratorPlace {
  /** Null: the official one. */
  readonly baseURL: string | null
  readonly key: string | null
}

export interface ModeratorsOptions {
  /** The server's own provider, where it has such an endpoint. */
  readonly own: ModeratorPlace | null
  readonly keys: Pick<ProviderKeys, 'of'>
  make(place: ModeratorPlace): Moderator
  /** Most clients that are kept. Default 200. */
  readonly maxClients?: number
}

/** Kinds of providers that have the endpoint. */
const moderating = 'openai'

/**
 * Who moderates in which project: its own provider, with its own key where it has one; or the server's. The server's key
 * never goes to an address that a project names. Null: its provider has no such endpoint, or no key.
 */
export const createModerators = (
  options: ModeratorsOptions,
): ((project: Pick<AdminProject, 'id' | 'settings'>) => Promise<Moderator | null>) => {
  const { own, keys, make, maxClients = 200 } = options
  const clients = new Map<string, Moderator>()

  const clientOf = (place: ModeratorPlace, name: string): Moderator => {
    const made = clients.get(name) ?? make(place)
    clients.delete(name)
    clients.set(name, made)
    const [oldest] = clients.keys()
    if (clients.size > maxClients && oldest !== undefined) clients.delete(oldest)
    return made
  }

  return async ({ id, settings }) => {
    const choice = settings.provider
    if (choice !== null && choice.name !== moderating) return null
    const isOwn = own !== null && (choice === null || choice.baseURL === null)
    if (choice === null && own === null) return null
    const key = await keys.of(id)
    const baseURL = isOwn ? own.baseURL : (choice?.baseURL ?? null)
    const place = { baseURL, key: key?.key ?? (isOwn ? own.key : null) }
    if (place.key === null && place.baseURL === null) return null
    return clientOf(place, JSON.stringify([baseURL, key === null ? 'server' : [id, key.id]]))
  }
}
