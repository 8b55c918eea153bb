const imeKeyCode = 229

/**
 * Does a key belong to a composition (CV11)? Chrome says so by `isComposing`, Safari ends the composition first and marks
 * the key by its code alone.
 */
export const isComposing = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === imeKeyCode
