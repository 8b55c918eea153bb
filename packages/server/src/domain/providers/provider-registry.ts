import type { AdminProject, ProviderChoice } from '@chat-view/protocol'
import { CodedError } from '../../ports/coded-error.ts'
import type { Provider } from '../../ports/provider.ts'
import type { ChosenProvider, Providers } from '../../ports/providers.ts'
import type { Projects } from '../projects.ts'
import type { ProviderKeys } from './provider-keys.ts'
import type { ProviderKinds, ProviderPlace } from './provider-kind.ts'

export interface ProviderRegistryOptions {
  readonly projects: Pick<Projects, 'get'>
  readonly keys: Pick<ProviderKeys, 'of'>
  readonly kinds: ProviderKinds
  /** The server's own, with its key; who answers where a project says nothing. */
  readonly own: Provider
  /** Its address, where that is not the usual one of its kind: a project's own key goes there too. */
  readonly ownBaseURL: string | null
  /** Models where projects name none: AI_MODEL and AI_FALLBACK_MODEL. They are the own provider's. */
  readonly model: string | null
  readonly fallbackModel: string | null
  /** Most clients that are kept for projects with providers or keys of their own. Default 200. */
  readonly maxClients?: number
}

interface Client {
  /** Kind, address and key that it was made with. */
  readonly made: string
  readonly provider: Provider
}

const unavailable = (detail: string): CodedError => new CodedError('provider_unavailable', { detail })

const isKind = (kinds: ProviderKinds, name: string): name is keyof ProviderKinds => Object.hasOwn(kinds, name)

/**
 * Chooses for each project: its own provider and key, its own key at the server's provider, or the server's own. The
 * server's key never goes to an address that a project names.
 */
export const createProviderRegistry = (options: ProviderRegistryOptions): Providers => {
  const { projects, keys, kinds, own, ownBaseURL, maxClients = 200 } = options
  const clients = new Map<string, Client>()

  const isOwn = (choice: ProviderChoice | null): boolean =>
    choice === null || (choice.name === own.name && choice.baseURL === null)

  const modelOf = (choice: ProviderChoice | null): string | null => {
    if (isOwn(choice)) return options.model ?? own.defaultModel
    return choice && kinds[choice.name].defaultModel(choice.baseURL)
  }

  const keep = (projectId: string, made: string, make: () => Provider): Provider => {
    const there = clients.get(projectId)
    clients.delete(projectId)
    const client = there?.made === made ? there : { made, provider: make() }
    clients.set(projectId, client)
    const [oldest] = clients.keys()
    if (clients.size > maxClients && oldest !== undefined) clients.delete(oldest)
    return client.provider
  }

  const makeFor = (
    projectId: string,
    name: keyof ProviderKinds,
    place: ProviderPlace & { readonly model: string },
    keyId: string,
  ): Provider => {
    const { needs, make } = kinds[name]
    if (needs.address && place.baseURL === null) throw unavailable(`The project names no address for ${name}`)
    if (needs.key && place.key === null && place.baseURL === null) {
      throw unavailable(`The project has no key of its own for ${name}`)
    }
    return keep(projectId, JSON.stringify([name, place.baseURL, keyId]), () => make(place))
  }

  return {
    plan(project: AdminProject) {
      const { provider: choice, model } = project.settings
      const name = choice?.name ?? own.name
      const planned = model ?? modelOf(choice)
      if (planned === null) throw unavailable(`The project names no model of its provider ${name}`)
      return { provider: name, model: planned }
    },
    async open(projectId, name): Promise<ChosenProvider> {
      const settings = (await projects.get(projectId))?.settings
      const choice = settings?.provider ?? null
      const named = settings?.fallbackModel ?? null
      const mine = (fallbackModel: string | null): ChosenProvider => ({
        provider: own,
        service: own.name,
        fallbackModel,
      })
      if (name !== (choice?.name ?? own.name)) {
        // Its project chose another since the row was written.
        if (name === own.name) return mine(options.fallbackModel)
        throw unavailable(`No provider ${name} is configured`)
      }
      const fallbackModel = named ?? (isOwn(choice) ? options.fallbackModel : null)
      if (!isKind(kinds, name)) return mine(fallbackModel)
      const key = await keys.of(projectId)
      if (isOwn(choice) && key === null) {
        clients.delete(projectId)
        return mine(fallbackModel)
      }
      const baseURL = isOwn(choice) ? ownBaseURL : (choice?.baseURL ?? null)
      const place = { baseURL, key: key?.key ?? null, model: modelOf(choice) ?? '' }
      const provider = makeFor(projectId, name, place, key?.id ?? '')
      return { provider, service: `${name} of ${projectId}`, fallbackModel }
    },
  }
}
