import type { ContextRecord, MessagePart } from '@chat-view/protocol'
import { type BudgetShares, contextBudget, defaultBudgetShares } from '../domain/context/budget.ts'
import { contextRecord } from '../domain/context/context-record.ts'
import { knownSummaries } from '../domain/context/covered.ts'
import { Meter } from '../domain/context/meter.ts'
import { dataBlocks, type OfferedData, offerData } from '../domain/context/offer-data.ts'
import { Omitted } from '../domain/context/omitted.ts'
import { recentTurns } from '../domain/context/recent-turns.ts'
import { RequestDraft } from '../domain/context/request-draft.ts'
import { ResultRoom } from '../domain/context/result-room.ts'
import { writtenText } from '../domain/context/said-of.ts'
import { TokenCorrection } from '../domain/context/token-correction.ts'
import { dataNotice } from '../domain/prompt/as-data.ts'
import { CodedError } from '../ports/coded-error.ts'
import { defaultSettings } from '../ports/default-settings.ts'
import type { MessageStore } from '../ports/message-store.ts'
import type { ModelTable } from '../ports/model-table.ts'
import type { ProjectStore } from '../ports/project-store.ts'
import type { ProviderMessage } from '../ports/provider.ts'
import type { SummaryStore } from '../ports/summary-store.ts'
import type { ThreadStore } from '../ports/thread-store.ts'
import type { TokenCounter } from '../ports/token-counter.ts'
import type { ContextBuilder } from './answer-context.ts'

export interface BudgetedContextOptions {
  readonly store: Pick<MessageStore, 'getMessage' | 'listMessages'> &
    Pick<ProjectStore, 'getProject'> &
    Pick<ThreadStore, 'getThread'> &
    Pick<SummaryStore, 'listSummaries'>
  readonly models: ModelTable
  readonly counter: TokenCounter
  /** Most tokens of an answer where the project says nothing; null: what the model can. Default null. */
  readonly maxTokens?: number | null
  readonly shares?: Partial<BudgetShares>
  /** What providers report of how they count; shared with others who count. */
  readonly correction?: TokenCorrection
  /** How full a context is that its thread is to be summarised, from 0 to 1 (AI4). Default 0.75. */
  readonly summariseFrom?: number
}

/** All that an answer has said and done so far: the calls that it made stand whole in the request. */
const callsOf = (base: readonly MessagePart[]): string[] =>
  base.flatMap(part => (part.kind === 'tool' ? [part.arguments, part.result ?? ''] : []))

/**
 * Builds contexts within the budget of their model: the system prompt, the question and what the answer has said so far
 * first, then pinned texts, summaries up to their share, and the newest messages that fit, with room for the answer (AI3).
 */
export const createBudgetedContext = (options: BudgetedContextOptions): ContextBuilder => {
  const { store, models, counter, maxTokens = null, summariseFrom = 0.75, correction = new TokenCorrection() } = options
  const shares = { ...defaultBudgetShares, ...options.shares }

  const builder: ContextBuilder = {
    async build(generation, signal, tools = []) {
      const { threadId, model, base } = generation
      const [answer, project, thread, summaries] = await Promise.all([
        store.getMessage(generation.messageId),
        store.getProject(generation.projectId),
        store.getThread(threadId),
        store.listSummaries(threadId),
      ])
      signal.throwIfAborted()
      if (!answer) throw new CodedError('deleted', { detail: 'The answer’s thread is deleted' })
      const { systemPrompt, pinned, summarise, ...settings } = project?.settings ?? defaultSettings
      const budget = contextBudget(models.find(model), settings.maxTokens ?? maxTokens, shares)
      const { limit } = budget
      const known = knownSummaries(summaries, answer.seq)

      const meter = new Meter({ counter, correction, model, signal })
      const kept = tools.length > 0 ? Math.floor(limit * shares.results) : 0
      const draft = new RequestDraft(meter, limit - kept)
      const blocks = await dataBlocks(meter, pinned, known.current)
      const notice = pinned.length + known.current.length > 0 ? [dataNotice] : []
      const system = [...(systemPrompt ? [systemPrompt] : []), ...notice].join('\n\n')
      if (system !== '') draft.need('system', await meter.measureOne(system))
      if (tools.length > 0) draft.need('tools', await meter.measureOne(JSON.stringify(tools)))
      const [begun, calls] = [writtenText(base), callsOf(base)]
      const saidAndDone = [begun, ...calls].join('\n')
      if (saidAndDone !== '') await draft.begin(begun, await meter.measureOne(saidAndDone), calls.length > 0)

      let data: OfferedData = { texts: [], used: [] }
      const omitted = new Omitted()
      const rooms = { pinned: limit * shares.pinned, summaries: limit * shares.summaries }
      const asked = (seq: number) => {
        data = offerData(draft, blocks, rooms, seq)
        return data.used
      }
      const before = answer.seq
      const reached = await recentTurns({ store, threadId, before, draft, meter, omitted, signal, asked })

      const messages: ProviderMessage[] = system === '' ? [] : [{ role: 'system', text: system }]
      if (data.texts.length > 0) messages.push({ role: 'user', text: data.texts.join('\n\n') })
      messages.push(...draft.messages)
      const messageCount = thread?.messageCount ?? 0
      const { provider } = generation
      const record = contextRecord({
        provider,
        model,
        budget,
        shares,
        draft,
        meter,
        omitted,
        reached,
        known,
        messageCount,
      })
      const results = new ResultRoom(meter, limit - draft.used)
      return {
        messages,
        maxTokens: budget.maxTokens,
        record,
        summarise: summarise && (record.used >= (limit - kept) * summariseFrom || record.leftOut > 0),
        fitResults: (turn, told) => results.fit(turn, told),
        reported(tokens): ContextRecord {
          meter.learn(record.used, tokens)
          return { ...record, reported: tokens }
        },
        async fitFor(other, asked) {
          const isSmaller = models.find(other).window < budget.window
          return isSmaller ? await builder.build({ ...generation, model: other }, asked, tools) : null
        },
      }
    },
  }
  return builder
}
