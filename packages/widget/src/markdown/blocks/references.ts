import { rareRules } from '../rare-rules.ts'

/** Where a label leads. */
export interface Reference {
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
    const definitions = rareRules()?.scanDefinitions(paragraph, NO_DEFINITIONS, found => {
      if (this.#known.has(found.label)) return
      this.#known.set(found.label, found)
      this.#drafted?.push(found.label)
    })
    return paragraph.slice(definitions?.end)
  }
}

/** The definitions at the start of a paragraph. */
export interface Definitions {
  /** Where they end. */
  readonly end: number
  /** Where the last of them begins, which a longer text may change. */
  readonly last: number
  readonly count: number
}

export const NO_DEFINITIONS: Definitions = { end: 0, last: 0, count: 0 }
