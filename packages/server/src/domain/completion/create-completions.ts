import type { AdminProject, CallPurpose, Usage } from '@chat-view/protocol'
import type { Breaker } from '../../ports/breaker.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ModelTable } from '../../ports/model-table.ts'
import type { ProviderMessage } from '../../ports/provider.ts'
import type { Providers } from '../../ports/providers.ts'
import type { Spending } from '../../ports/spending.ts'
import type { TokenCounter } from '../../ports/token-counter.ts'
import type { CallRecord } from '../../ports/usage-store.ts'
import type { Masking } from '../masking/create-masking.ts'
import { maskMessages } from '../masking/mask-messages.ts'
import { costOf } from '../spending/cost-of.ts'
import { type PaidOptions, recordPaid } from '../spending/record-paid.ts'
import { type Completion, complete } from './complete.ts'
import { throughBreaker } from './through-breaker.ts'

/** A short text that the server itself asks a model for. */
export interface CompletionWish {
  /** Names the call where it is reserved and counted; unique. */
  readonly id: string
  readonly project: AdminProject
  readonly purpose: Extract<CallPurpose, 'summary' | 'title' | 'follow-up'>
  readonly threadId: string
  /** On whose account; null: the project's alone. */
  readonly userId: string | null
  readonly messages: readonly ProviderMessage[]
  readonly maxTokens: number
  /** UTF-16 code units of the text; what comes beyond is not read. */
  readonly longest: number
  readonly signal: AbortSignal
}

export interface CompletionsOptions extends PaidOptions {
  readonly providers: Providers
  readonly models: ModelTable
  readonly counter: TokenCounter
  readonly spending: Spending
  readonly clock: Pick<Clock, 'now'>
  /** For projects that want what goes to the provider masked. Absent: nothing is. */
  readonly masking?: Masking
  /** Spares models that fail, together with those who ask for answers. Absent: none is spared. */
  readonly breaker?: Breaker
  /** Milliseconds for one call. Default two minutes. */
  readonly timeoutMs?: number
}

/** Asks models for short texts of the server's own (AI4, CV8), each call reserved before and counted after it (AI7). */
export interface Completions {
  /** The model that is asked in a project. @throws provider_unavailable */
  modelOf(project: AdminProject): string
  /** @throws quota_exceeded, answers_paused, provider_failed, provider_unavailable, provider_timeout; the signal's reason */
  complete(wish: CompletionWish): Promise<string>
}

/** One place for all of them, so that none goes around budget, masks or usage. */
export const createCompletions = (options: CompletionsOptions): Completions => {
  const { providers, breaker, models, counter, spending, clock, masking, timeoutMs = 120_000 } = options

  const counted = async (model: string, texts: readonly string[]): Promise<number> => {
    const { tokens } = await counter.count(model, texts)
    return tokens.reduce((sum, count) => sum + count, 0)
  }

  /** What it consumed, by the provider's word where it gave one. */
  const sizesOf = async (usage: Usage | null, model: string, own: { input: number; text: string }) => {
    const input = usage?.input ?? own.input
    const output = usage?.output ?? (await counted(model, [own.text]))
    const isTold = usage !== null && usage.input !== null && usage.output !== null
    return { input, output, cached: Math.min(usage?.cached ?? 0, input), estimated: !isTold || usage.estimated }
  }

  const asked = (target: string, call: () => Promise<Completion>): Promise<Completion> =>
    breaker ? throughBreaker(breaker, target, call) : call()

  return {
    modelOf: project => providers.plan(project).model,
    async complete(wish) {
      const { id, project, purpose, threadId, userId, maxTokens, longest, signal } = wish
      const { provider: name, model } = providers.plan(project)
      const { provider, service } = await providers.open(project.id, name)
      const { masking: wanted } = project.settings
      const session = wanted === null ? undefined : await masking?.open(threadId, wanted)
      const messages = session === undefined ? wish.messages : await maskMessages(session, wish.messages)
      const texts = messages.map(({ text }) => text)
      const input = await counted(model, texts)
      await spending.reserve({ id, project, userId, purpose, model, threadId, tokens: { input, output: maxTokens } })
      const request = { model, messages, maxTokens, longest, timeoutMs, thread: threadId, signal }
      const { text, usage, consumed, failure } = await asked(`${service} ${model}`, () => complete(provider, request))
      const calls: CallRecord[] = []
      if (consumed) {
        const sizes = await sizesOf(usage, model, { input, text })
        const ids = { id: `${id}/1`, projectId: project.id, threadId, userId, generationId: id }
        const cost = costOf(models.find(model), sizes)
        calls.push({ ...ids, purpose, provider: name, model, ...sizes, cost, at: clock.now() })
      }
      // Also when nobody wants the text any more: it was paid for.
      await recordPaid(options, id, calls)
      await spending.settle(id, calls)
      if (failure !== null) throw failure
      return session?.restore(text) ?? text
    },
  }
}
