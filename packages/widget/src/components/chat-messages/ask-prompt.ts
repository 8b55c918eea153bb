import type { ThreadHandle } from '@chat-view/sdk'
import type { Surface } from '../../context/surface-context.ts'
import { tellRefusal } from '../../controllers/tell-refusal.ts'
import type { Localisation } from '../../locales/localisation.ts'

/** Sends a starter prompt: the buttons go, and the focus goes to where the talk goes on (CV8). */
export const askPrompt = (
  surface: Surface | null | undefined,
  words: Localisation,
  thread: ThreadHandle,
  prompt: string,
): void => {
  surface?.focusComposer()
  const { key, done } = thread.send(prompt)
  if (thread.message(key)) return
  // Refused before it was a message.
  done.catch(tellRefusal(surface, words))
}
