import type { MessagePart } from '@chat-view/protocol'
import { isOpenGeneration } from '@chat-view/protocol/codes'
import type { GenerationRecord } from '../ports/generation-store.ts'
import type { MessageRecord, MessageStore } from '../ports/message-store.ts'
import type { ProjectStore } from '../ports/project-store.ts'
import type { ProviderMessage } from '../ports/provider.ts'
import type { ContextBuilder } from './answer-context.ts'

export interface RecentMessagesOptions {
  readonly store: Pick<MessageStore, 'getMessage' | 'listMessages'> & Pick<ProjectStore, 'getProject'>
  /** Most characters of earlier messages. Default 60,000. */
  readonly characters?: number
  /** Most tokens of an answer where the project says nothing; null: the provider's own. */
  readonly maxTokens?: number | null
}

const pageSize = 100

const spoken = (parts: readonly MessagePart[]): string =>
  parts.map(part => (part.kind === 'text' ? part.text : '')).join('')

/** What a message says to a model: nothing when it is deleted, empty, or an answer that isn't there yet. */
const said = (message: MessageRecord): ProviderMessage | null => {
  const pending = message.generation !== null && isOpenGeneration(message.generation.state)
  const text = spoken(message.parts)
  if (message.deletedAt !== null || pending || text === '') return null
  return { role: message.role, text }
}

/** The project's system prompt, then the newest messages before the answer that fit, in order; the last one always. */
export const createRecentMessagesContext = (options: RecentMessagesOptions): ContextBuilder => {
  const { store, characters = 60_000, maxTokens = null } = options

  const earlier = async (threadId: string, answerSeq: number, room: number): Promise<ProviderMessage[]> => {
    const chosen: ProviderMessage[] = []
    let left = room
    let before = answerSeq
    for (;;) {
      const page = await store.listMessages({ threadId, limit: pageSize, before, superseded: false })
      for (const message of page.items.toReversed()) {
        const turn = said(message)
        if (!turn) continue
        left -= turn.text.length
        if (left < 0 && chosen.length > 0) return chosen.reverse()
        chosen.push(turn)
      }
      if (page.before === null) return chosen.reverse()
      before = page.before
    }
  }

  return {
    async build(generation: GenerationRecord) {
      const [answer, project] = await Promise.all([
        store.getMessage(generation.messageId),
        store.getProject(generation.projectId),
      ])
      const begun = spoken(generation.base)
      const messages: ProviderMessage[] = []
      const prompt = project?.settings.systemPrompt
      if (prompt) messages.push({ role: 'system', text: prompt })
      if (answer) messages.push(...(await earlier(generation.threadId, answer.seq, characters - begun.length)))
      if (begun !== '') messages.push({ role: 'assistant', text: begun })
      return { messages, maxTokens: project?.settings.maxTokens ?? maxTokens }
    },
  }
}
