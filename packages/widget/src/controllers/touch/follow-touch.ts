import { followKeyboard } from './follow-keyboard.ts'
import { followLongPress } from './follow-long-press.ts'

/** What a panel does on a touch screen besides what it does anywhere (UX5). The answer ends it. */
export const followTouch = (panel: HTMLElement): (() => void) => {
  const ends = [followKeyboard(panel), followLongPress(panel)]
  return () => {
    for (const end of ends) end()
  }
}
