import { isComposing } from './is-composing.ts'

/** Is this the Enter that sends (CV11)? Not with Shift or another modifier, and never one that ends a composition. */
export const enterSends = (event: KeyboardEvent): boolean =>
  event.key === 'Enter' && !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey && !isComposing(event)
