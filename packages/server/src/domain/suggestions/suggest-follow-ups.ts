import { bounds } from '@chat-view/protocol/codes'
import type { Announcer } from '../../ports/announcer.ts'
import type { Clock } from '../../ports/clock.ts'
import { CodedError } from '../../ports/coded-error.ts'
import type { Ids } from '../../ports/ids.ts'
import type { ProviderMessage } from '../../ports/provider.ts'
import type { Store } from '../../ports/store.ts'
import type { Completions } from '../completion/create-completions.ts'
import { asData, dataNotice } from '../prompt/as-data.ts'
import { textOfParts } from '../text-of-parts.ts'
import { readSuggestions } from './read-suggestions.ts'

export interface SuggestOptions {
  readonly store: Pick<Store, 'getGeneration' | 'getMessage' | 'getProject' | 'listMessages' | 'suggest'>
  readonly completions: Pick<Completions, 'complete'>
  readonly announcer: Announcer
  readonly ids: Ids
  readonly clock: Pick<Clock, 'now'>
}

/** Code units of either side that bear on what could be asked next. */
const glance = 4_000

/** Messages before the answer among which its question is looked for. */
const preceding = 5

const instruction = `Suggest up to three short questions that the person could ask next about the conversation that the block holds: in its language, as they would write them, one a line, without numbers. Answer with the questions alone. ${dataNotice}`

const prompt = (question: string, answer: string): ProviderMessage[] => [
  { role: 'system', text: instruction },
  {
    role: 'user',
    text: asData('Conversation', `Question: ${question.slice(-glance)}\n\nAnswer: ${answer.slice(-glance)}`),
  },
]

const forgone: ReadonlySet<string> = new Set(['quota_exceeded', 'answers_paused'])

/**
 * Suggests what could be asked next under an answer that is the last word of its thread, where the project wants that
 * (CV8). Again, or too late, it changes nothing; without budget there are none. Answers how many there are.
 */
export const suggestFollowUps = async (
  generationId: string,
  { store, completions, announcer, ids, clock }: SuggestOptions,
  signal: AbortSignal,
): Promise<number> => {
  const run = await store.getGeneration(generationId)
  const project = run && (await store.getProject(run.projectId))
  if (run === null || run.state !== 'done' || !project?.settings.suggestions) return 0
  const answer = await store.getMessage(run.messageId)
  if (answer === null || answer.deletedAt !== null || answer.generation?.id !== generationId) return 0
  if ((answer.generation.suggestions ?? []).length > 0) return 0
  const { threadId } = run
  const page = { threadId, limit: preceding, superseded: false } as const
  const [earlier, later] = await Promise.all([
    store.listMessages({ ...page, before: answer.seq }),
    store.listMessages({ ...page, after: answer.seq, limit: 1 }),
  ])
  const question = earlier.items.findLast(({ role, deletedAt }) => role === 'user' && deletedAt === null)
  if (question === undefined || later.items.length > 0) return 0
  const messages = prompt(textOfParts(question.parts), textOfParts(answer.parts))
  const whose = { project, threadId, userId: run.userId, purpose: 'follow-up' } as const
  const longest = bounds.suggestions.max * bounds.suggestions.length * 2
  try {
    const wish = { ...whose, id: ids.make(), messages, maxTokens: 200, longest, signal }
    const suggestions = readSuggestions(await completions.complete(wish))
    if (suggestions.length === 0) return 0
    const { changes, replayed } = await store.suggest({ id: generationId, suggestions, at: clock.now() })
    announcer.announce(changes)
    return replayed ? 0 : suggestions.length
  } catch (error) {
    if (error instanceof CodedError && forgone.has(error.code)) return 0
    throw error
  }
}
