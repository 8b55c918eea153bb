import type { AdminProject } from '@chat-view/protocol'
import type { Bus } from '../ports/bus.ts'
import type { Clock } from '../ports/clock.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { ProjectStore } from '../ports/project-store.ts'

export interface ProjectsOptions {
  readonly store: Pick<ProjectStore, 'getProject' | 'findProjectByKey' | 'listProjects'>
  readonly bus: Pick<Bus, 'subscribe'>
  readonly clock: Clock
  /** False while the server still starts: who is not found by then may come with it. Default: it has begun. */
  readonly hasBegun?: () => boolean
  /** Longest time for which a project is believed without a word of the bus, in milliseconds; default 30 s. */
  readonly ttlMs?: number
  /** Most projects that are kept; default 1,000. */
  readonly max?: number
}

/** Projects as requests need them: read once and kept until they change. */
export interface Projects {
  get(id: string): Promise<AdminProject | null>
  /** @throws store_unavailable when it is not there before the server has begun */
  find(key: string): Promise<AdminProject | null>
  /** Does any enabled project list this origin? */
  listsOrigin(origin: string): Promise<boolean>
  close(): void
}

/** True where a project's list of origins holds this one (SE4). */
export const listsOrigin = (project: Pick<AdminProject, 'origins'>, origin: string): boolean =>
  project.origins.includes('*') || project.origins.includes(origin)

/** A bounded cache of projects, dropped when the bus says that one has changed. */
export const createProjects = (options: ProjectsOptions): Projects => {
  const { store, bus, clock, hasBegun = () => true, ttlMs = 30_000, max = 1_000 } = options
  const kept = new Map<string, { readonly value: unknown; readonly until: number }>()
  // What was being read while a project changed may be what it was before: it is used once and not kept.
  let changes = 0
  const unsubscribe = bus.subscribe(message => {
    if (message.kind !== 'project') return
    changes++
    kept.clear()
  })

  const keep = async <T>(name: string, load: () => Promise<T>): Promise<T> => {
    const found = kept.get(name)
    if (found && found.until > clock.monotonic()) return found.value as T
    const before = changes
    const value = await load()
    if (before === changes && value !== null) {
      kept.delete(name)
      const [oldest] = kept.keys()
      if (kept.size >= max && oldest !== undefined) kept.delete(oldest)
      kept.set(name, { value, until: clock.monotonic() + ttlMs })
    }
    return value
  }

  return {
    get: id => keep(`id ${id}`, () => store.getProject(id)),
    find: async key => {
      const begun = hasBegun()
      const found = await keep(`key ${key}`, () => store.findProjectByKey(key))
      if (!found && !begun)
        throw new CodedError('store_unavailable', { detail: 'The server still starts', retryAfter: 1 })
      return found
    },
    listsOrigin: async origin => {
      const enabled = await keep('enabled', async () => (await store.listProjects()).filter(project => project.enabled))
      return enabled.some(project => listsOrigin(project, origin))
    },
    close: () => {
      unsubscribe()
      kept.clear()
    },
  }
}
