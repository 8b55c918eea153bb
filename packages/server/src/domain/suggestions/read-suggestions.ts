import { bounds } from '@chat-view/protocol/codes'

const { max, length } = bounds.suggestions

/** Numbers, dashes, quotation marks: what models put around a line that should be plain. */
const adornment = /^(?:[-*•]|\d{1,2}[.)])\s+|^["“„«]|["”“»]$/g

/** The questions in a model's text, one a line; what is no question of a plain length is left out (CV8). */
export const readSuggestions = (text: string): string[] => {
  const lines = text
    .toWellFormed()
    .split('\n')
    .map(line =>
      line
        .replaceAll(/\p{C}+/gu, ' ')
        .trim()
        .replaceAll(adornment, '')
        .trim(),
    )
    .filter(line => line !== '' && line.length <= length)
  return [...new Set(lines)].slice(0, max)
}
