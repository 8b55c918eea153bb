import { normaliseLabel, scanDestination, scanLabel, scanTitle, skipSpace } from '../inline/link-parts.ts'

interface Reference {
  readonly url: string
  readonly title: string
}

/** The link reference definitions of one text; the first of a label counts. */
export class References {
  readonly #known = new Map<string, Reference>()
  #drafted: string[] | undefined

  get(label: string): Reference | undefined {
    return this.#known.get(label)
  }

  /** From here on definitions are provisional, until `undraft`. */
  draft(): void {
    this.#drafted = []
  }

  undraft(): void {
    for (const label of this.#drafted ?? []) this.#known.delete(label)
    this.#drafted = undefined
  }

  /** Takes the definitions at the start of a paragraph; answers the rest of it. */
  take(paragraph: string): string {
    let at = 0
    while (paragraph[at] === '[') {
      const found = scanDefinition(paragraph, at)
      if (!found) break
      if (!this.#known.has(found.label)) {
        this.#known.set(found.label, found)
        this.#drafted?.push(found.label)
      }
      at = found.end
    }
    return paragraph.slice(at)
  }
}

/** The length of the definitions at the start of a paragraph that is not finished. */
export function definitionsLength(paragraph: string): number {
  let at = 0
  while (paragraph[at] === '[') {
    const found = scanDefinition(paragraph, at)
    if (!found) break
    at = found.end
  }
  return at
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
