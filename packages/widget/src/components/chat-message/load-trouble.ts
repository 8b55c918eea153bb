import type { Localisation } from '../../locales/localisation.ts'
import type { TroubleWords } from './trouble-words.ts'

/** Loads the words for what went wrong: most conversations never need them. */
export const loadTrouble =
  (words: () => Localisation | null | undefined) => async (): Promise<(words: Localisation) => TroubleWords> => {
    const [{ troubleWords }] = await Promise.all([import('./trouble-words.ts'), words()?.dialogs()])
    return troubleWords
  }
