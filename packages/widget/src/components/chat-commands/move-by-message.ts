import type { CommandPlace } from './command-place.ts'

/** Puts the focus on the message before or after the one that has it; from elsewhere, on the newest in sight (UX1). */
export function moveByMessage({ root, thread }: CommandPlace, step: -1 | 1): boolean {
  root.querySelector('chat-messages')?.moveFocus(step)
  return (thread?.$timeline.get().keys.length ?? 0) > 0
}
