/** Longest text that is counted whole, in UTF-16 code units: longer than any message of a person. */
const longestWhole = 131_072
/** Length of a piece: a tokenizer needs the square of the length of a word, and somebody will send a word of a megabyte. */
const pieceLength = 2_048
/** Pieces that are counted of a longer text. */
const samples = 32

const isHighSurrogate = (code: number): boolean => code >= 0xd800 && code < 0xdc00

/** The end of a piece: never within a code point, and between words where there is one nearby. */
const endOfPiece = (text: string, from: number): number => {
  const end = from + pieceLength
  if (end >= text.length) return text.length
  const space = text.lastIndexOf(' ', end)
  if (space > from + pieceLength / 2) return space
  return isHighSurrogate(text.charCodeAt(end - 1)) ? end - 1 : end
}

/** Counts a text piece by piece, so that no text takes long; of a very long one pieces from all over it, with a little added. */
export const tokensOfSample = (text: string, count: (piece: string) => number): number => {
  if (text.length <= pieceLength) return count(text)
  if (text.length <= longestWhole) {
    let tokens = 0
    for (let from = 0; from < text.length; ) {
      const end = endOfPiece(text, from)
      tokens += count(text.slice(from, end))
      from = end
    }
    return tokens
  }
  const step = (text.length - pieceLength) / (samples - 1)
  let [tokens, length] = [0, 0]
  for (let n = 0; n < samples; n++) {
    const piece = text.slice(Math.floor(n * step), Math.floor(n * step) + pieceLength)
    tokens += count(piece)
    length += piece.length
  }
  return Math.ceil((tokens / length) * text.length * 1.05)
}
