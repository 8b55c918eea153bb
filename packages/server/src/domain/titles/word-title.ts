import { CodedError } from '../../ports/coded-error.ts'
import type { Ids } from '../../ports/ids.ts'
import type { Logger } from '../../ports/logger.ts'
import type { MessageRecord } from '../../ports/message-store.ts'
import type { ProjectStore } from '../../ports/project-store.ts'
import type { ProviderMessage } from '../../ports/provider.ts'
import type { Store } from '../../ports/store.ts'
import type { Completions } from '../completion/create-completions.ts'
import { asData, dataNotice } from '../prompt/as-data.ts'
import { textOfParts } from '../text-of-parts.ts'
import type { WordTitle } from './title-thread.ts'

export interface WordTitleOptions {
  readonly store: Pick<Store, 'listMessages'> & Pick<ProjectStore, 'getProject'>
  readonly completions: Pick<Completions, 'complete'>
  readonly ids: Ids
  readonly logger: Pick<Logger, 'info'>
}

/** Code units of either side that can bear on a title. */
const glance = 2_000

/** Messages after the first among which its answer is looked for. */
const following = 10

const instruction = `Write a title for the conversation that the block holds: at most six words, in the conversation’s language, without quotation marks and without a full stop. Answer with the title alone. ${dataNotice}`

const prompt = (question: string, answer: string): ProviderMessage[] => [
  { role: 'system', text: instruction },
  {
    role: 'user',
    text: asData('Conversation', `Question: ${question.slice(0, glance)}\n\nAnswer: ${answer.slice(0, glance)}`),
  },
]

/** What stands in the way of a model's words, and never in that of a title. */
const forgone: ReadonlySet<string> = new Set([
  'quota_exceeded',
  'answers_paused',
  'provider_failed',
  'provider_unavailable',
  'provider_timeout',
])

/** Titles by a cheap call after the first exchange, in projects that want that; where it can't be made, none (CV1, AI7). */
export const createWordTitle = ({ store, completions, ids, logger }: WordTitleOptions): WordTitle => {
  const answerTo = async ({ threadId, seq }: MessageRecord): Promise<MessageRecord | undefined> => {
    const { items } = await store.listMessages({ threadId, limit: following, after: seq, superseded: false })
    return items.find(({ role, deletedAt }) => role === 'assistant' && deletedAt === null)
  }

  return async (thread, first, signal = new AbortController().signal) => {
    const project = await store.getProject(thread.projectId)
    if (project?.settings.titles !== 'model') return null
    const answer = await answerTo(first)
    if (answer?.generation?.end === null) return 'later'
    if (answer?.generation?.state !== 'done') return null
    const messages = prompt(textOfParts(first.parts), textOfParts(answer.parts))
    const whose = { project, threadId: thread.id, userId: first.authorId, purpose: 'title' } as const
    try {
      const wish = { ...whose, id: ids.make(), messages, maxTokens: 60, longest: 500, signal }
      const text = await completions.complete(wish)
      return text.trim().replace(/^["'“”„«»‘’]+|["'“”„«»‘’.]+$/g, '')
    } catch (error) {
      if (!(error instanceof CodedError) || !forgone.has(error.code)) throw error
      logger.info(
        { thread: thread.id, code: error.code },
        'a title is made of the first words: no model could be asked',
      )
      return null
    }
  }
}
