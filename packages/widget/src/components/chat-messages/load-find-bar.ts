import type { Localisation } from '../../locales/localisation.ts'
import type { ChatElement } from '../chat-element.ts'
import type { FindBar } from './find-bar.ts'

/** Loads the search within a thread and its words, once it is wanted. */
export const loadFindBar =
  (host: ChatElement, words: () => Localisation | null | undefined) => async (): Promise<FindBar> => {
    const [{ FindBar }] = await Promise.all([import('./find-bar.ts'), words()?.dialogs()])
    return new FindBar(host)
  }
