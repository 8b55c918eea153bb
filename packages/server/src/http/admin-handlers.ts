import type { AdminProject, AuditEntry, adminOperations, SigningKey } from '@chat-view/protocol'
import { bounds } from '@chat-view/protocol/codes'
import { createCursors } from '../domain/cursors.ts'
import { newProject } from '../domain/new-project.ts'
import type { AuditPlace, AuditRecord, AuditStore } from '../ports/audit-store.ts'
import type { Bus } from '../ports/bus.ts'
import type { Clock } from '../ports/clock.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { Erasures } from '../ports/erasures.ts'
import type { Ids } from '../ports/ids.ts'
import type { Jobs } from '../ports/jobs.ts'
import type { ProjectStore, SigningKeyRecord } from '../ports/project-store.ts'
import type { SigningKeyMaker } from '../ports/signing-key-maker.ts'
import type { Tokens } from '../ports/tokens.ts'
import { actorOf } from './actor-of.ts'
import { defined } from './defined.ts'
import type { OperationHandlers } from './mount-operations.ts'

export interface AdminOptions {
  readonly store: ProjectStore & Pick<AuditStore, 'listAudit'>
  readonly tokens: Pick<Tokens, 'seal' | 'unseal'>
  readonly erasures: Erasures
  readonly jobs: Pick<Jobs, 'list'>
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

const auditEntryOf = ({ projectId: _, ...entry }: AuditRecord): AuditEntry => entry

/** What operators can do: projects, the keys of their hosts, and a look at trail and jobs. */
export const adminHandlers = (options: AdminOptions): OperationHandlers<typeof adminOperations> => {
  const { store, tokens, erasures, jobs, bus, ids, clock, makeSigningKey } = options

  const existing = async (id: string): Promise<AdminProject> => {
    const project = await store.getProject(id)
    if (!project) throw new CodedError('not_found')
    return project
  }

  return {
    listProjects: async () => ({ items: await store.listProjects(), before: null, after: null }),
    createProject: async ({ body: { name, origins, enabled, settings } }, caller) => {
      const wanted = newProject({ ...defined({ origins, enabled, settings }), name }, ids.make(), clock.now())
      const project = await store.createProject(wanted, actorOf(caller))
      bus.publish({ kind: 'project', project: project.id })
      return project
    },
    getProject: ({ params }) => existing(params.project),
    updateProject: async ({ params, body: { version, ...patch } }, caller) => {
      const settings = patch.settings && defined(patch.settings)
      const expected = { ...defined({ version }), actor: actorOf(caller), at: clock.now() }
      const project = await store.updateProject(params.project, defined({ ...patch, settings }), expected)
      bus.publish({ kind: 'project', project: project.id })
      return project
    },
    listKeys: async ({ params }) => {
      await existing(params.project)
      const keys = await store.listSigningKeys(params.project)
      return { items: keys.map(shown), before: null, after: null }
    },
    createKey: async ({ params, body: { algorithm = 'HS256', publicKey } }, caller) => {
      const { id: projectId } = await existing(params.project)
      const { kid, material, secret } = await makeSigningKey(algorithm, publicKey)
      const key = { projectId, kid, algorithm, material, createdAt: clock.now(), expiresAt: null }
      await store.addSigningKey(key, actorOf(caller))
      return { ...shown(key), secret }
    },
    revokeKey: async ({ params: { project, kid } }, caller) => {
      await existing(project)
      await store.expireSigningKey(project, kid, clock.now(), actorOf(caller))
      return { kid }
    },
    listAudit: async ({ params, query }) => {
      const { id: projectId } = await existing(params.project)
      const { limit = bounds.page.default } = query
      const cursors = createCursors<AuditPlace>(tokens, ['audit', projectId])
      const places = defined({ before: cursors.read(query.before), after: cursors.read(query.after) })
      const page = await store.listAudit({ projectId, limit, ...places })
      const [before, after] = [cursors.write(page.before), cursors.write(page.after)]
      return { items: page.items.map(auditEntryOf), before, after }
    },
    eraseUser: async ({ params }, caller) => {
      const { id: projectId } = await existing(params.project)
      return erasures.erase({ projectId, userId: params.user, actor: actorOf(caller) }, caller.signal)
    },
    listJobs: async () => ({ items: await jobs.list(), before: null, after: null }),
  }
}
