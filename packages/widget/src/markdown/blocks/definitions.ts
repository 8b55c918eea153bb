import { normaliseLabel, scanDestination, scanLabel, scanTitle, skipSpace } from '../inline/link-parts.ts'
import { type Definitions, NO_DEFINITIONS, type Reference } from './references.ts'

/** What follows more definitions than anybody writes in a row is text. */
const MAX_DEFINITIONS = 2_000

/** Reads the definitions of a paragraph; with those of a shorter text it reads only what is new. */
export function scanDefinitions(
  paragraph: string,
  before: Definitions = NO_DEFINITIONS,
  each?: (found: Definition) => void,
): Definitions {
  let { last, count } = before.last < paragraph.length ? before : NO_DEFINITIONS
  let end = last
  if (count > 0) count--
  for (; paragraph[end] === '[' && count < MAX_DEFINITIONS; count++) {
    const found = scanDefinition(paragraph, end)
    if (!found) break
    each?.(found)
    last = end
    end = found.end
  }
  return { end, last, count }
}

interface Definition extends Reference {
  readonly label: string
  readonly end: number
}

function scanDefinition(text: string, from: number): Definition | undefined {
  const labelEnd = scanLabel(text, from)
  if (labelEnd === 0 || text[labelEnd] !== ':') return undefined
  const label = normaliseLabel(text.slice(from + 1, labelEnd - 1))
  const destination = scanDestination(text, skipSpace(text, labelEnd + 1))
  if (label === '' || !destination) return undefined
  const bareEnd = lineEnd(text, destination.end)
  const gap = skipSpace(text, destination.end)
  const title = gap > destination.end ? scanTitle(text, gap) : undefined
  const titleEnd = title ? lineEnd(text, title.end) : -1
  if (title && titleEnd >= 0) return { label, url: destination.value, title: title.value, end: titleEnd }
  return bareEnd < 0 ? undefined : { label, url: destination.value, title: '', end: bareEnd }
}

/** The start of the next line if only white space is left in this one, else -1. */
function lineEnd(text: string, from: number): number {
  let at = from
  while (text[at] === ' ' || text[at] === '\t') at++
  if (at >= text.length) return at
  return text[at] === '\n' ? at + 1 : -1
}
