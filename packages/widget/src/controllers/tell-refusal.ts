import type { Surface } from '../context/surface-context.ts'
import type { Localisation } from '../locales/localisation.ts'

/** Says above the conversation why something was refused; the words for that may have to come first. */
export const tellRefusal =
  (surface: Surface | null | undefined, words: Localisation | null | undefined) =>
  async ({ code }: { readonly code: string }): Promise<void> => {
    await words?.dialogs().catch(() => {})
    if (words) surface?.tell(words.error(code))
  }
