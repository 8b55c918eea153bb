import { z } from 'zod'
import { pageOf, pageQuery } from '../cursor.ts'
import { id } from '../ids.ts'
import { verdict } from '../verdict.ts'
import { defineOperation } from './define-operation.ts'

const project = z.object({ project: id })

/** What operators see and set of filters and provider keys (AI1, AI8). */
export const safetyOperations = {
  listVerdicts: defineOperation({
    id: 'listVerdicts',
    summary: 'What the content filter flagged or blocked, newest first',
    method: 'GET',
    path: '/v1/admin/projects/{project}/verdicts',
    auth: { operator: 'audit' },
    params: project,
    query: pageQuery,
    response: pageOf(verdict),
    status: 200,
    errors: ['invalid_cursor'],
  }),
  setProviderKey: defineOperation({
    id: 'setProviderKey',
    summary: 'Give a project a provider key of its own; it is encrypted at rest and never shown again',
    method: 'PUT',
    path: '/v1/admin/projects/{project}/provider-key',
    auth: { operator: 'keys' },
    params: project,
    body: z.object({ key: z.string().min(1).max(1_000) }),
    response: z.object({ set: z.boolean() }),
    status: 200,
    errors: [],
  }),
  deleteProviderKey: defineOperation({
    id: 'deleteProviderKey',
    summary: 'Forget a project’s own provider key',
    method: 'DELETE',
    path: '/v1/admin/projects/{project}/provider-key',
    auth: { operator: 'keys' },
    params: project,
    response: z.object({ set: z.boolean() }),
    status: 200,
    errors: [],
  }),
} as const
