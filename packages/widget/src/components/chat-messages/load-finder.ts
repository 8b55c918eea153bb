import type { MessageFinder, Sight } from './message-finder.ts'
import type { MessageList } from './message-list.ts'

/** Loads what brings a message into view, once one was asked for. */
export const loadFinder =
  (list: MessageList, see: () => readonly [Sight['surface'], Sight['thread'], Sight['words']]) =>
  async (): Promise<MessageFinder> => {
    const { MessageFinder } = await import('./message-finder.ts')
    return new MessageFinder(list, () => {
      const [surface, thread, words] = see()
      return { surface, thread, words }
    })
  }
