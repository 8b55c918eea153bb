/** A text in pieces; `changed` is what the other text does not have. */
export interface TextPiece {
  readonly text: string
  readonly changed: boolean
}

const wordsOf = (text: string): string[] => text.match(/\s+|[^\s]+/gu) ?? []

const sharedStart = (one: readonly string[], other: readonly string[]): number => {
  let count = 0
  while (count < one.length && count < other.length && one[count] === other[count]) count++
  return count
}

/** The words between what both texts begin and end with, in either: enough to see at a glance where they differ. */
export const changedWords = (text: string, other: string): readonly TextPiece[] => {
  const words = wordsOf(text)
  const others = wordsOf(other)
  const start = sharedStart(words, others)
  const end = sharedStart(words.slice(start).reverse(), others.slice(start).reverse())
  const pieces = [
    { text: words.slice(0, start).join(''), changed: false },
    { text: words.slice(start, words.length - end).join(''), changed: true },
    { text: words.slice(words.length - end).join(''), changed: false },
  ]
  return pieces.filter(piece => piece.text !== '')
}
