/** Longer texts are read in sections of so many characters, each alone, so that none of them costs more than a frame has. */
const SECTION = 20_000
/** Longer words are cut. */
const MAX_WORD = 1_000

/** Where the section that begins at `from` ends: after a word, or with the text. What follows it never changes that. */
export function sectionEnd(text: string, from: number): number {
  const limit = from + SECTION
  if (text.length <= limit) return text.length
  const word = /\s\S*$/.exec(text.slice(limit - MAX_WORD, limit))
  if (word) return limit - MAX_WORD + word.index + 1
  // A pair of surrogates stays together.
  return /[\ud800-\udbff]/.test(text.charAt(limit - 1)) ? limit - 1 : limit
}
