import { tokensOfSample } from './sample-text.ts'

const isLower = (code: number): boolean => code >= 97 && code <= 122
const isUpper = (code: number): boolean => code >= 65 && code <= 90

/** Tokens of one code point outside ASCII, by the script that it is of. */
const costOf = (code: number): number => {
  if (code < 0x250) return 1.5
  if (code < 0x800) return 1.4
  if (code < 0x2000) return 2.2
  if (code < 0x2e80) return 2
  if (code < 0x10000) return code >= 0xd800 && code < 0xf900 ? 3 : 1.6
  return 3
}

const estimateAll = (text: string): number => {
  let tokens = 0
  let word = 0
  let capitals = 0
  let spaces = 0
  const endWord = (): void => {
    if (word > 0) tokens += 1 + Math.floor((word - 1) / (word > 8 ? 3 : 4))
    // Words in capitals are rarer, and so in more pieces.
    if (capitals > 1) tokens += capitals / 3
    word = 0
    capitals = 0
  }
  for (let at = 0; at < text.length; at++) {
    const code = text.codePointAt(at) ?? 0
    if (code > 0xffff) at++
    if (isLower(code)) word++
    else if (isUpper(code)) {
      if (word > capitals) endWord()
      word++
      capitals++
    } else {
      endWord()
      if (code === 32) {
        // One before a word is part of it; of many in a row some are together.
        if (spaces++ === 1) tokens++
        else if (spaces > 2) tokens += 0.25
        continue
      }
      tokens += code < 128 ? 1 : costOf(code)
    }
    spaces = 0
  }
  endWord()
  return Math.ceil(tokens)
}

/**
 * How many tokens a text takes for a model whose tokenizer is not known: rather too many than too few. Letters of scripts
 * that tokenizers know little of count more, figures one by one.
 */
export const estimateTokens = (text: string): number => tokensOfSample(text, estimateAll)
