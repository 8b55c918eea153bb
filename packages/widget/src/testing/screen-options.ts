import type { StringOverrides } from '../locales/strings.ts'

export interface ScreenOptions {
  /** The page's own strings, where it sets the element's `strings`: controls are found by their names. */
  readonly strings?: StringOverrides
  /** Milliseconds that what is waited for may take. Default 30,000. */
  readonly timeout?: number
}
