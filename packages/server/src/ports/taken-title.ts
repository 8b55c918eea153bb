const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase()

/** Was this title made of that text, as the titles of new threads are? Then it tells of it, and goes with it (ST8). */
export const isTakenFrom = (title: string, text: string): boolean => {
  const told = letters(title)
  return told !== '' && letters(text).includes(told)
}
