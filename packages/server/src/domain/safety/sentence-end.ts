/** Longest text that is judged at once. */
const longest = 400

const ends = /[.!?。！？…][)\]"'”’»]*\s+|[。！？]|\n+/

/** How long the first sentence of a text is; of one that does not end, as much as is judged at once. 0: it is not whole yet. */
export const sentenceEnd = (text: string): number => {
  const found = ends.exec(text.slice(0, longest))
  if (found) return found.index + found[0].length
  if (text.length < longest) return 0
  // Between two words, if there is a place; else anywhere, but not within a pair.
  const space = text.lastIndexOf(' ', longest - 1) + 1
  if (space > 0) return space
  return /[\ud800-\udbff]/.test(text[longest - 1] ?? '') ? longest - 1 : longest
}
