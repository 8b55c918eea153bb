import { ChatError } from '../errors/chat-error.ts'
import type { ThreadChannel } from './thread-channel.ts'

/** Loads what loads messages far from the others; why it cannot be had stands in the timeline. */
export const loadFarPages = async ({ store }: ThreadChannel): Promise<typeof import('./far-pages.ts')> => {
  try {
    return await import('./far-pages.ts')
  } catch (cause) {
    const error = new ChatError('network', { cause })
    store.set({ error })
    throw error
  }
}
