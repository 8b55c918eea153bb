const imeKeyCode = 229

/**
 * Is this the Enter that sends (CV11)? Not with Shift or another modifier, and never one that ends a composition: Chrome
 * says so by `isComposing`, Safari ends the composition first and marks the key by its code alone.
 */
export const enterSends = (event: KeyboardEvent): boolean =>
  event.key === 'Enter' &&
  !event.shiftKey &&
  !event.altKey &&
  !event.ctrlKey &&
  !event.metaKey &&
  !event.isComposing &&
  event.keyCode !== imeKeyCode
