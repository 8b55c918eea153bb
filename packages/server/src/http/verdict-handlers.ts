import { safetyOperations } from '@chat-view/protocol'
import { bounds } from '@chat-view/protocol/codes'
import { createCursors } from '../domain/cursors.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { ProjectStore } from '../ports/project-store.ts'
import type { Tokens } from '../ports/tokens.ts'
import type { VerdictPlace, VerdictStore } from '../ports/verdict-store.ts'
import type { OperationHandlers } from './mount-operations.ts'

const { listVerdicts } = safetyOperations

/** What operators see of the content filter. */
export const verdictOperations = { listVerdicts } as const

export interface VerdictOptions {
  readonly verdicts: Pick<ProjectStore, 'getProject'> & Pick<VerdictStore, 'listVerdicts'>
  readonly tokens: Pick<Tokens, 'seal' | 'unseal'>
}

/** What the filter decided, newest first, page by page (AI8). */
export const verdictHandlers = ({ verdicts, tokens }: VerdictOptions): OperationHandlers<typeof verdictOperations> => ({
  listVerdicts: async ({ params, query }) => {
    const { project: projectId } = params
    if ((await verdicts.getProject(projectId)) === null) throw new CodedError('not_found')
    const { limit = bounds.page.default } = query
    const cursors = createCursors<VerdictPlace>(tokens, ['verdicts', projectId])
    const [before, after] = [cursors.read(query.before), cursors.read(query.after)]
    const page = await verdicts.listVerdicts({
      projectId,
      limit,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    })
    return { items: [...page.items], before: cursors.write(page.before), after: cursors.write(page.after) }
  },
})
