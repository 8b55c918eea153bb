import type { MarkdownPlugin } from './markdown-plugin.ts'

interface Signs {
  readonly open: string
  readonly close: string
  readonly displayMode: boolean
  /** Characters within which the closing sign is looked for. */
  readonly within: number
}

const IN_LINE = 1_000
const BLOCK = 10_000
/** The longer sign first. */
const SIGNS: readonly Signs[] = [
  { open: '$$', close: '$$', displayMode: true, within: BLOCK },
  { open: '$', close: '$', displayMode: false, within: IN_LINE },
  { open: '\\(', close: '\\)', displayMode: false, within: IN_LINE },
  { open: '\\[', close: '\\]', displayMode: true, within: BLOCK },
]

const signsAt = (text: string, at: number): Signs | undefined => SIGNS.find(({ open }) => text.startsWith(open, at))

/**
 * The end of a formula; 0 if there is none, -1 if it may still come. A single dollar mostly is money: it opens no formula
 * before white space, and the next one closes none after white space or before a digit.
 */
const endOf = (text: string, at: number, { open, close, within }: Signs): number => {
  const from = at + open.length
  if (open === '$' && /^\s?$/.test(text.charAt(from))) return from < text.length ? 0 : -1
  const part = text.slice(from, from + within)
  let end = part.indexOf(close)
  while (end > 0 && part[end - 1] === '\\') end = part.indexOf(close, end + 1)
  if (end < 0) return part.length < within ? -1 : 0
  const money = open === '$' && (/\s/.test(part.charAt(end - 1)) || /\d/.test(text.charAt(from + end + 1)))
  return money || part.slice(0, end).trim() === '' ? 0 : from + end + close.length
}

/** Finds formulas by the signs around them. */
export const scanMaths = {
  scan: (text, at) => {
    const signs = signsAt(text, at)
    if (!signs) return undefined
    const end = endOf(text, at, signs)
    if (end > 0) return { end }
    return end < 0 ? 'open' : undefined
  },
  fence: line => {
    const signs = signsAt(line, 0)
    if (!signs?.displayMode || line.includes(signs.close, signs.open.length)) return undefined
    return signs.close === '$$' ? /\$\$\s*$/ : /\\\]\s*$/
  },
} satisfies Partial<MarkdownPlugin>

/** The formula between its signs. */
export const mathsText = (text: string): { source: string; displayMode: boolean } => {
  const { open = '', close = '', displayMode = false } = signsAt(text, 0) ?? {}
  return { source: text.slice(open.length, text.length - close.length).trim(), displayMode }
}
