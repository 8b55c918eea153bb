import { z } from 'zod'
import { auditEntry } from '../audit.ts'
import { pageOf, pageQuery } from '../cursor.ts'
import { receipt } from '../erasure.ts'
import { id, projectKey, time, version } from '../ids.ts'
import { job } from '../job.ts'
import { projectSettings } from '../project-settings.ts'
import { defineOperation } from './define-operation.ts'

// One in another spelling would be listed, and never match.
const isAsSent = (origin: string): boolean =>
  !/^https?:/.test(origin) ||
  (/^https?:\/\/(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?$/.test(origin) &&
    !/^http:.*:80$|^https:.*:443$/.test(origin))

/** An origin as browsers send it: scheme, host and port, nothing more; or `*` for any. */
export const origin = z
  .string()
  .regex(/^(\*|[a-z][a-z0-9+.-]*:\/\/[^/?#@*\s]+)$/, 'must be an origin, as https://example.com, or *')
  .refine(isAsSent, 'must be written as browsers send it: in lower case, without the usual port')

/** A project as operators see it. Keys are never in it. */
export const adminProject = z
  .object({
    id,
    key: projectKey,
    name: z.string().min(1).max(120),
    version,
    enabled: z.boolean(),
    origins: z.array(origin).max(100),
    settings: projectSettings,
    createdAt: time,
    lastChatAt: time.nullable(),
  })
  .meta({ id: 'AdminProject' })

/** A key with which a host's backend signs user tokens. */
export const signingKey = z
  .object({
    kid: z.string(),
    algorithm: z.enum(['HS256', 'EdDSA', 'ES256']),
    createdAt: time,
    expiresAt: time.nullable().meta({ description: 'Set by a rotation: until then both keys verify' }),
  })
  .meta({ id: 'SigningKey' })

const writable = z.object({
  name: adminProject.shape.name,
  origins: adminProject.shape.origins,
  enabled: z.boolean(),
  settings: projectSettings.partial(),
})

export type AdminProject = z.infer<typeof adminProject>
export type SigningKey = z.infer<typeof signingKey>

const project = z.object({ project: id })

/** What operators can do over HTTP; all of it wants an API key with the scope named. */
export const adminOperations = {
  listProjects: defineOperation({
    id: 'listProjects',
    summary: 'All projects',
    method: 'GET',
    path: '/v1/admin/projects',
    auth: { operator: 'projects' },
    response: z.object({ items: z.array(adminProject), before: z.null(), after: z.null() }),
    status: 200,
    errors: [],
  }),
  createProject: defineOperation({
    id: 'createProject',
    summary: 'Create a project',
    method: 'POST',
    path: '/v1/admin/projects',
    auth: { operator: 'projects' },
    body: writable.partial().required({ name: true }),
    response: adminProject,
    status: 201,
    errors: [],
  }),
  getProject: defineOperation({
    id: 'getProject',
    summary: 'One project',
    method: 'GET',
    path: '/v1/admin/projects/{project}',
    auth: { operator: 'projects' },
    params: project,
    response: adminProject,
    status: 200,
    errors: [],
  }),
  updateProject: defineOperation({
    id: 'updateProject',
    summary: 'Change a project',
    method: 'PATCH',
    path: '/v1/admin/projects/{project}',
    auth: { operator: 'projects' },
    params: project,
    body: writable.partial().extend({ version: version.optional() }),
    response: adminProject,
    status: 200,
    errors: ['conflict'],
  }),
  listKeys: defineOperation({
    id: 'listKeys',
    summary: 'A project’s signing keys, without their secrets',
    method: 'GET',
    path: '/v1/admin/projects/{project}/keys',
    auth: { operator: 'keys' },
    params: project,
    response: z.object({ items: z.array(signingKey), before: z.null(), after: z.null() }),
    status: 200,
    errors: [],
  }),
  createKey: defineOperation({
    id: 'createKey',
    summary: 'Add a signing key; a secret of ours is shown once',
    method: 'POST',
    path: '/v1/admin/projects/{project}/keys',
    auth: { operator: 'keys' },
    params: project,
    body: z.object({
      algorithm: z.enum(['HS256', 'EdDSA', 'ES256']).optional(),
      publicKey: z.string().max(4_000).optional().meta({ description: 'PEM, for EdDSA and ES256' }),
    }),
    response: signingKey.extend({ secret: z.string().nullable() }),
    status: 201,
    errors: [],
  }),
  revokeKey: defineOperation({
    id: 'revokeKey',
    summary: 'Revoke a signing key at once',
    method: 'DELETE',
    path: '/v1/admin/projects/{project}/keys/{kid}',
    auth: { operator: 'keys' },
    params: project.extend({ kid: z.string().min(1).max(100) }),
    response: z.object({ kid: z.string() }),
    status: 200,
    errors: [],
  }),
  listAudit: defineOperation({
    id: 'listAudit',
    summary: 'The audit trail of a project, newest first',
    method: 'GET',
    path: '/v1/admin/projects/{project}/audit',
    auth: { operator: 'audit' },
    params: project,
    query: pageQuery,
    response: pageOf(auditEntry),
    status: 200,
    errors: ['invalid_cursor'],
  }),
  eraseUser: defineOperation({
    id: 'eraseUser',
    summary: 'Erase everything of a user, for ever; answers a signed receipt',
    method: 'DELETE',
    path: '/v1/admin/projects/{project}/users/{user}',
    auth: { operator: 'users' },
    params: project.extend({ user: id }),
    response: receipt,
    status: 200,
    errors: [],
  }),
  listJobs: defineOperation({
    id: 'listJobs',
    summary: 'Background jobs, and where each stands',
    method: 'GET',
    path: '/v1/admin/jobs',
    auth: { operator: 'jobs' },
    response: z.object({ items: z.array(job), before: z.null(), after: z.null() }),
    status: 200,
    errors: [],
  }),
} as const
