import type { AdminProject, adminOperations, SigningKey } from '@chat-view/protocol'
import { newProject } from '../domain/new-project.ts'
import type { Bus } from '../ports/bus.ts'
import type { Clock } from '../ports/clock.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { Ids } from '../ports/ids.ts'
import type { ProjectStore, SigningKeyRecord } from '../ports/project-store.ts'
import type { SigningKeyMaker } from '../ports/signing-key-maker.ts'
import type { OperationHandlers } from './mount-operations.ts'

export interface AdminOptions {
  readonly store: ProjectStore
  readonly bus: Pick<Bus, 'publish'>
  readonly ids: Ids
  readonly clock: Clock
  readonly makeSigningKey: SigningKeyMaker
}

const shown = ({ kid, algorithm, createdAt, expiresAt }: SigningKeyRecord): SigningKey => ({
  kid,
  algorithm,
  createdAt,
  expiresAt,
})

type Defined<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> }

// Optional fields of a parsed body may be there as undefined; a patch tells them from those that are set.
const defined = <T extends object>(value: T): Defined<T> =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as Defined<T>

/** What operators can do: projects and the keys of their hosts. */
export const adminHandlers = (options: AdminOptions): OperationHandlers<typeof adminOperations> => {
  const { store, bus, ids, clock, makeSigningKey } = options

  const existing = async (id: string): Promise<AdminProject> => {
    const project = await store.getProject(id)
    if (!project) throw new CodedError('not_found')
    return project
  }

  return {
    listProjects: async () => ({ items: await store.listProjects(), before: null, after: null }),
    createProject: async ({ body: { name, origins, enabled, settings } }) => {
      const rest = defined({ origins, enabled, settings })
      const project = await store.createProject(newProject({ ...rest, name }, ids.make(), clock.now()))
      bus.publish({ kind: 'project', project: project.id })
      return project
    },
    getProject: ({ params }) => existing(params.project),
    updateProject: async ({ params, body: { version, ...patch } }) => {
      const settings = patch.settings && defined(patch.settings)
      const changes = defined({ ...patch, settings })
      const project = await store.updateProject(params.project, changes, defined({ version }))
      bus.publish({ kind: 'project', project: project.id })
      return project
    },
    listKeys: async ({ params }) => {
      await existing(params.project)
      const keys = await store.listSigningKeys(params.project)
      return { items: keys.map(shown), before: null, after: null }
    },
    createKey: async ({ params, body: { algorithm = 'HS256', publicKey } }) => {
      const { id: projectId } = await existing(params.project)
      const { kid, material, secret } = await makeSigningKey(algorithm, publicKey)
      const key = { projectId, kid, algorithm, material, createdAt: clock.now(), expiresAt: null }
      await store.addSigningKey(key)
      return { ...shown(key), secret }
    },
    revokeKey: async ({ params: { project, kid } }) => {
      await existing(project)
      await store.expireSigningKey(project, kid, clock.now())
      return { kid }
    },
  }
}
