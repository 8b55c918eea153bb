import { z } from 'zod'

/** How full a model's context was with what an answer was asked with (AI6). */
export const contextUse = z
  .object({
    used: z.number().int().min(0).meta({ description: 'Tokens of the request' }),
    limit: z
      .number()
      .int()
      .min(1)
      .meta({ description: 'Tokens that a request may have, with room left for the answer' }),
    estimated: z.boolean().meta({ description: 'No tokenizer knows the model: counted cautiously' }),
    summarised: z.number().int().min(0).meta({ description: 'Messages that summaries stood for' }),
    leftOut: z.number().int().min(0).meta({ description: 'Messages that neither fitted nor were summarised' }),
  })
  .meta({ id: 'ContextUse' })

/** Why a part of a thread was not sent to the model. */
export const leftOutReason = z.enum(['summarised', 'no-room', 'superseded', 'deleted', 'empty', 'stale'])

/** One part of a request, by what it is and how many tokens it took; its text stays where it is (AI3). */
export const contextItem = z.object({
  kind: z.enum(['system', 'pinned', 'summary', 'message', 'attachment', 'tools', 'begun']),
  id: z.string().nullable().meta({ description: 'Of the summary or message; null where there is none' }),
  tokens: z.number().int().min(0),
  cut: z.boolean().optional().meta({ description: 'Only a part of it fitted' }),
})

/** What an answer was asked with: what was sent, in order, and what was left out and why (AI3). */
export const contextRecord = z
  .object({
    ...contextUse.shape,
    provider: z.string(),
    model: z.string(),
    window: z.number().int().min(1).meta({ description: 'Tokens of the model’s whole context' }),
    answerRoom: z.number().int().min(0).meta({ description: 'Tokens kept free for the answer' }),
    summaryShare: z.number().min(0).max(1).meta({ description: 'Most of the budget that summaries may take' }),
    reported: z
      .number()
      .int()
      .min(0)
      .nullable()
      .meta({ description: 'Tokens of the request as the provider counted them' }),
    items: z.array(contextItem),
    omitted: z.array(
      z.object({
        reason: leftOutReason,
        fromSeq: z.number().int().min(1),
        toSeq: z.number().int().min(1),
        messages: z.number().int().min(1),
      }),
    ),
  })
  .meta({ id: 'ContextRecord' })

export type ContextUse = z.infer<typeof contextUse>
export type ContextItem = z.infer<typeof contextItem>
export type ContextRecord = z.infer<typeof contextRecord>
export type LeftOutReason = z.infer<typeof leftOutReason>
