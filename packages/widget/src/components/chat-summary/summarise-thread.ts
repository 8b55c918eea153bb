import type { Chat, ChatError } from '@chat-view/sdk'
import type { Surface } from '../../context/surface-context.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { awaitSummary, endAwaiting } from './awaited-summaries.ts'

interface SummarisePlace {
  readonly chat: Chat
  readonly words: Localisation
  readonly surface: Surface | null
}

/** Has a thread summarised up to now, and says that it is on its way, or that there is nothing new in it (AI5). */
export const summariseThread = async ({ chat, words, surface }: SummarisePlace, id: string): Promise<void> => {
  await words.dialogs()
  const thread = chat.thread(id)
  // One sees at once that it was heard.
  awaitSummary(id)
  try {
    const written = await thread.summaries.create()
    if (written) endAwaiting(id)
    surface?.announce(words.text('summary.asked'))
  } catch (error) {
    endAwaiting(id)
    if ((error as ChatError).code !== 'state_conflict') throw error
    surface?.tell(words.text('summary.nothing'))
  } finally {
    thread.close()
  }
}
