import { adminUsageOperations, usageOperations } from '@chat-view/protocol'
import type { UsageReports } from '../domain/spending/usage-reports.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { ProjectStore } from '../ports/project-store.ts'
import type { OperationHandlers } from './mount-operations.ts'

const { getProjectUsage } = adminUsageOperations

/** What is asked about use and limits (AI7), by users and by operators. */
export const usageTable = { ...usageOperations, getProjectUsage } as const

export interface UsageOptions {
  readonly usage: UsageReports
}

export const usageHandlers = ({
  usage,
  store,
}: UsageOptions & { readonly store: Pick<ProjectStore, 'getProject'> }): OperationHandlers<typeof usageTable> => ({
  getUsage: (_, { principal, project }) => usage.ofUser(principal, project),
  getProjectUsage: async ({ params, query }) => {
    const project = await store.getProject(params.project)
    if (!project) throw new CodedError('not_found')
    return usage.ofProject(project, query)
  },
})
