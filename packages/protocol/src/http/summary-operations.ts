import { z } from 'zod'
import { id } from '../ids.ts'
import { summary } from '../summary.ts'
import { defineOperation } from './define-operation.ts'

/** Reading summaries; writing them is done by commands (AI5). */
export const summaryOperations = {
  listSummaries: defineOperation({
    id: 'listSummaries',
    summary: 'A thread’s summaries, in order of their windows',
    method: 'GET',
    path: '/v1/threads/{thread}/summaries',
    auth: 'user',
    params: z.object({ thread: id }),
    response: z.object({ items: z.array(summary), before: z.null(), after: z.null() }),
    status: 200,
    errors: ['deleted'],
  }),
  getSummary: defineOperation({
    id: 'getSummary',
    summary: 'One summary',
    method: 'GET',
    path: '/v1/summaries/{summary}',
    auth: 'user',
    params: z.object({ summary: id }),
    response: summary,
    status: 200,
    errors: ['deleted'],
  }),
} as const
