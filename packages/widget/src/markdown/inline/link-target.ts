import type { References } from '../blocks/references.ts'
import { normaliseLabel, scanDestination, scanLabel, scanTitle, skipSpace } from './link-parts.ts'

export interface LinkTarget {
  readonly url: string
  readonly title: string
  readonly end: number
}

/** A target in parentheses, as after `[text]`. */
export function scanInlineTarget(text: string, from: number): LinkTarget | undefined {
  if (text[from] !== '(') return undefined
  const start = skipSpace(text, from + 1)
  const destination = scanDestination(text, start) ?? { value: '', end: start }
  const gap = skipSpace(text, destination.end)
  const title = gap > destination.end ? scanTitle(text, gap) : undefined
  const end = title ? skipSpace(text, title.end) : gap
  return text[end] === ')' ? { url: destination.value, title: title?.value ?? '', end: end + 1 } : undefined
}

/** The label that names the target: `[text][label]`, or the text itself in `[text][]` and `[text]`. */
export function scanReferenceLabel(text: string, open: number, close: number, nested: boolean): LabelUse | undefined {
  const end = scanLabel(text, close + 1)
  if (end > close + 3) return { label: normaliseLabel(text.slice(close + 2, end - 1)), end }
  if (nested || close - open > 1000) return undefined
  return { label: normaliseLabel(text.slice(open, close)), end: end || close + 1 }
}

interface LabelUse {
  readonly label: string
  readonly end: number
}

/** The definition of a used label; what has none is noted in `missing`. */
export function resolveLabel(
  use: LabelUse | undefined,
  references: References,
  missing: Set<string>,
): LinkTarget | undefined {
  if (!use?.label) return undefined
  const reference = references.get(use.label)
  if (!reference) missing.add(use.label)
  return reference && { url: reference.url, title: reference.title, end: use.end }
}

/** Whether the text ends inside what is probably a target: `[text](https://exam`. */
export function scanPendingTarget(text: string, from: number): boolean {
  return text[from] === '(' && text.length - from < 2000 && /^\([^\s)]*(?:[ \t]+["'(][^\n)]*)?$/.test(text.slice(from))
}
