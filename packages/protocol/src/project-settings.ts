import { z } from 'zod'
import { bounds } from './codes/bounds.ts'
import { toolName } from './page-tool.ts'
import { parsePattern } from './patterns/parse-pattern.ts'
import { spendLimit } from './spend-limit.ts'

const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** Of an operator's: one that is looked for in one walk, so that no text can make a server hang. */
const pattern = z
  .string()
  .min(1)
  .max(500)
  .refine(
    source => parsePattern(source) !== null,
    'must be a regular expression of at most 500 steps that does not match nothing, without lookaround and backreferences',
  )

/** So many in any window of that length; none at all with 0 (SE5). */
const rate = z.string().regex(/^\d{1,9}\/[1-9]\d{0,8}(s|m|h|d)$/, 'must be a rate such as 30/1m')

/** A rule of a project's own for what may be said (AI8). */
export const filterRule = z.object({
  name: z.string().min(1).max(80),
  words: z.array(z.string().min(1).max(100)).max(200).optional().meta({ description: 'Whole words, in any case' }),
  pattern: pattern.optional().meta({ description: 'A regular expression' }),
  applies: z.enum(['input', 'output', 'both']),
  action: z.enum(['flag', 'block']),
})

/** Who answers in a project, where that is not the server's own; its key is set apart and never shown (AI1). */
export const providerChoice = z.object({
  name: z.enum(['openai', 'ag-ui', 'demo']),
  baseURL: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .nullable(),
})

/** Personal data that is replaced before the provider sees it, and restored in its answer (AI9). */
export const masking = z.object({
  kinds: z.array(z.enum(['email', 'phone', 'card', 'iban', 'ip'])),
  names: z.array(z.string().min(2).max(100)).max(bounds.maskedNames),
  patterns: z.array(z.object({ name: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/), pattern })).max(bounds.maskPatterns),
})

/** Settings of a project; what is absent is the server's own. */
export const projectSettings = z
  .object({
    assistantName: z.string().min(1).max(80).nullable(),
    greeting: z.string().min(1).max(300).nullable(),
    prompts: z.array(z.string().min(1).max(200)).max(12),
    systemPrompt: z.string().max(32_000).nullable(),
    visitors: z.boolean().meta({ description: 'Whether people without a user token are let in' }),
    model: z.string().max(200).nullable(),
    maxTokens: z.number().int().min(1).nullable(),
    httpLimit: rate.nullable().meta({
      description: 'Requests per user and per address, as 300/1m; null: the server’s RATE_LIMIT_HTTP',
    }),
    socketLimit: rate.nullable().meta({
      description: 'Frames per user and per address, as 600/1m; null: the server’s RATE_LIMIT_SOCKET',
    }),
    sendLimit: rate.nullable().meta({
      description: 'Messages per user and per address, as 30/1m; null: the server’s RATE_LIMIT_SEND',
    }),
    projectHttpLimit: rate.nullable().meta({
      description: 'Requests of all its users together; null: a hundred times what one may',
    }),
    projectSocketLimit: rate.nullable().meta({
      description: 'Frames of all its users together; null: a thousand times what one may',
    }),
    projectSendLimit: rate.nullable().meta({
      description: 'Messages of all its users together; null: a hundred times what one may',
    }),
    retentionDays: z
      .number()
      .int()
      .min(1)
      .max(bounds.retentionDays)
      .nullable()
      .meta({ description: 'Days after the last activity until a thread is deleted; null: kept' }),
    editsKept: z
      .number()
      .int()
      .min(1)
      .max(bounds.editsKept.max)
      .nullable()
      .meta({ description: 'Earlier texts kept of a message, the original always among them; null: 50' }),
    timeZone: z.string().max(60).refine(isTimeZone, 'must be an IANA time zone').meta({
      description: 'In which days and months of limits and usage begin',
    }),
    limits: z.array(spendLimit).max(bounds.spendLimits).nullable().meta({
      description: 'Spend limits; null: those of the server’s QUOTA_*',
    }),
    quotaNotice: z
      .string()
      .min(1)
      .max(500)
      .nullable()
      .meta({ description: 'Shown when a limit is reached, before the time' }),
    paused: z.boolean().meta({ description: 'The kill switch: no new answers, and running ones end at once' }),
    provider: providerChoice.nullable(),
    fallbackModel: z
      .string()
      .max(200)
      .nullable()
      .meta({ description: 'Asked when the model fails; null: AI_FALLBACK_MODEL' }),
    pinned: z.array(z.string().min(1).max(4_000)).max(bounds.pinnedTexts).meta({
      description: 'Facts that are told to the model with every question',
    }),
    summarise: z.boolean().meta({ description: 'Whether long threads are summarised' }),
    titles: z
      .enum(['local', 'model'])
      .meta({ description: 'Who makes titles: the server of the first words, or a cheap call' }),
    suggestions: z.boolean().meta({ description: 'Whether what could be asked next is suggested under answers' }),
    filter: z.object({
      builtIn: z.boolean(),
      moderation: z.boolean().meta({ description: 'Ask the provider’s moderation endpoint as well' }),
      rules: z.array(filterRule).max(bounds.filterRules),
    }),
    masking: masking.nullable(),
    tools: z
      .array(toolName)
      .max(bounds.tools.perPage)
      .meta({ description: 'Tools of the server that the model may call' }),
    pageTools: z.boolean().meta({ description: 'Whether pages may offer tools of their own' }),
  })
  .meta({ id: 'ProjectSettings' })

export type ProjectSettings = z.infer<typeof projectSettings>
export type FilterRule = z.infer<typeof filterRule>
export type ProviderChoice = z.infer<typeof providerChoice>
export type MaskingSettings = z.infer<typeof masking>
