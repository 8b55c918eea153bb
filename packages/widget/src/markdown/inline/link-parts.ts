import { unescapeText } from './unescape-text.ts'

interface Scanned {
  readonly value: string
  readonly end: number
}

const MAX_LABEL = 999
const MAX_PARENTHESES = 32
const SPACE = /[ \t]*(?:\n[ \t]*)?/y
const LABEL = /\[(?:[^\\[\]]|\\[\s\S]){0,999}\]/y

/** The place after spaces, tabs and at most one line ending. */
export function skipSpace(text: string, from: number): number {
  SPACE.lastIndex = from
  SPACE.exec(text)
  return Math.max(from, SPACE.lastIndex)
}

/** The place after a label in brackets, or 0 where there is none. */
export function scanLabel(text: string, from: number): number {
  LABEL.lastIndex = from
  return LABEL.test(text) && LABEL.lastIndex - from <= MAX_LABEL + 2 ? LABEL.lastIndex : 0
}

/** Labels are the same if they differ in case and white space alone. */
export function normaliseLabel(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase().toUpperCase()
}

/** A link's destination, in angle brackets or bare. */
export function scanDestination(text: string, from: number): Scanned | undefined {
  return text[from] === '<' ? scanAngled(text, from + 1) : scanBare(text, from)
}

/** A link's title in its quotes or parentheses. */
export function scanTitle(text: string, from: number): Scanned | undefined {
  const open = text[from]
  if (open !== '"' && open !== "'" && open !== '(') return undefined
  const close = open === '(' ? ')' : open
  for (let at = from + 1; at < text.length; at++) {
    const char = text[at]
    if (char === '\\') at++
    else if (char === close) return { value: unescapeText(text.slice(from + 1, at)), end: at + 1 }
    else if (char === '(' && open === '(') return undefined
  }
  return undefined
}

function scanAngled(text: string, from: number): Scanned | undefined {
  for (let at = from; at < text.length; at++) {
    const char = text[at]
    if (char === '\\') at++
    else if (char === '>') return { value: unescapeText(text.slice(from, at)), end: at + 1 }
    else if (char === '<' || char === '\n') return undefined
  }
  return undefined
}

function scanBare(text: string, from: number): Scanned | undefined {
  let depth = 0
  let at = from
  for (; at < text.length; at++) {
    const char = text.charAt(at)
    if (char <= ' ' || char === '\x7f') break
    if (char === '\\' && text.charAt(at + 1) > ' ') at++
    else if (char === '(' && ++depth > MAX_PARENTHESES) return undefined
    else if (char === ')' && --depth < 0) break
  }
  return at === from || depth > 0 ? undefined : { value: unescapeText(text.slice(from, at)), end: at }
}
