/** A database and a terminal treat NUL as an end, so it is refused instead of silently lost. */
export const holdsNoNul = (text: string): boolean => !text.includes('\u0000')
