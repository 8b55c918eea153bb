import type { StringOverrides } from '../locales/strings.ts'

const isText = (value: unknown): value is string => typeof value === 'string'

/** A list of texts, as prompts and hosts of images are. */
export const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText)

/** What can stand for a string of the locale: a text, or its forms by number. */
const isWording = (value: unknown): boolean =>
  isText(value) ||
  (typeof value === 'object' && value !== null && 'other' in value && Object.values(value).every(isText))

/** What a page has set and is of its type: what is not is left out, which is told once. */
export class FittingSettings {
  readonly #tell: (error: TypeError) => void
  readonly #refused = new Map<string, unknown>()

  constructor(tell: (error: TypeError) => void) {
    this.#tell = tell
  }

  texts(name: string, value: unknown): readonly string[] | null {
    if (isTexts(value)) return value
    this.#refuse(name, value)
    return null
  }

  strings(strings: StringOverrides): StringOverrides {
    const entries = Object.entries(strings).filter(([key, value]) => {
      if (!isWording(value)) this.#refuse(`strings['${key}']`, value)
      return isWording(value)
    })
    return Object.fromEntries(entries)
  }

  #refuse(name: string, value: unknown): void {
    if (value == null || this.#refused.get(name) === value) return
    this.#refused.set(name, value)
    // The page's own script had a chance to listen by then.
    queueMicrotask(() => this.#tell(new TypeError(`${name}: not of its type`)))
  }
}
