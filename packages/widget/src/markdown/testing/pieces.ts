import fc from 'fast-check'

/** Lengths of pieces, in UTF-16 units; they start over when the text is longer than their sum. */
export const pieceLengths: fc.Arbitrary<number[]> = fc.array(fc.integer({ min: 1, max: 9 }), {
  minLength: 1,
  maxLength: 12,
})

/** Cuts a text into pieces, also within `\r\n` and surrogate pairs. */
export function cutAt(text: string, lengths: readonly number[]): string[] {
  const pieces: string[] = []
  for (let from = 0, turn = 0; from < text.length; turn++) {
    const length = lengths[turn % lengths.length] ?? 1
    pieces.push(text.slice(from, from + length))
    from += length
  }
  return pieces
}
