/** A whole number from 1 on, as a command line has it, or null. */
export const wholeNumber = (word: string): number | null => (/^[1-9]\d{0,8}$/.test(word) ? Number(word) : null)
