import { type Detected, type Detector, withoutOverlaps } from './detected.ts'
import { mapJsonTexts } from './map-json-texts.ts'
import { PlaceholderKeys, placeholderOf } from './placeholder-keys.ts'
import { mayBegin, readLookAlike } from './read-placeholder.ts'
import { type Restoring, restoreText } from './restorer.ts'

/** A placeholder's key and what it stands for. */
export interface Mask {
  readonly key: string
  readonly value: string
}

/** Of what looks like a placeholder that was given, and is none: it is masked itself, so that it comes back as it was. */
const literal = 'WORD'

const separator = String.raw`(?:\\?_|[- ])`

/**
 * What stands for what in one thread: the same datum for the same placeholder, and the other way round. A number that
 * stands in a text already, as `EMAIL_1` in an example, is not given.
 */
export class Masks implements Restoring {
  readonly keys = new PlaceholderKeys()
  readonly #detect: readonly Detector[]
  readonly #values = new Map<string, string>()
  readonly #byValue = new Map<string, string>()
  readonly #next = new Map<string, number>()
  readonly #taken = new Set<string>()
  readonly #lookAlike: RegExp
  #fresh: Mask[] = []

  /** `kinds`: all that the detectors can find. */
  constructor(detect: readonly Detector[], kinds: readonly string[]) {
    this.#detect = detect
    const longestFirst = [...kinds, literal].sort((a, b) => b.length - a.length)
    const names = longestFirst.map(kind => kind.replaceAll('_', separator)).join('|')
    this.#lookAlike = new RegExp(`(${names})${separator}(\\d{1,6})`, 'gi')
  }

  valueOf = (key: string): string | undefined => this.#values.get(key)

  /** One that the vault holds; `value` null: nobody can read it any more, and its number is not given again. */
  know(key: string, value: string | null): void {
    this.#taken.add(key)
    if (value === null) return
    this.keys.add(key)
    this.#values.set(key, value)
    this.#byValue.set(`${key.slice(0, key.lastIndexOf('_'))} ${value}`, key)
  }

  /** Gives no number that stands in this text. Before `mask`, for all texts that are sent together. */
  avoid(text: string): void {
    for (const [, kind = '', number = ''] of text.matchAll(this.#lookAlike))
      this.#taken.add(`${kind.toUpperCase().replace(/[- ]|\\_/g, '_')}_${Number(number)}`)
  }

  /** A text without what the detectors find. */
  mask(text: string): string {
    this.avoid(text)
    return this.#maskText(text)
  }

  /** The same of what a program wrote: in JSON each text by itself, so that it stays JSON. */
  maskData(text: string): string {
    this.avoid(text)
    return mapJsonTexts(text, own => this.#maskText(own)) ?? this.#maskText(text)
  }

  restore(text: string): string {
    return restoreText(this, text)
  }

  /** Those that were given since the last time. */
  takeFresh(): Mask[] {
    const fresh = this.#fresh
    this.#fresh = []
    return fresh
  }

  #maskText(text: string): string {
    const found = [...this.#lookAlikes(text)]
    for (const detect of this.#detect) found.push(...detect(text))
    let masked = ''
    let done = 0
    for (const { kind, start, end } of withoutOverlaps(found)) {
      let from = start
      // A backslash before the bracket would read as its escape.
      while (from > done && text[from - 1] === '\\') from--
      masked += text.slice(done, from) + placeholderOf(this.#keyOf(kind, text.slice(from, end)))
      done = end
    }
    return masked + text.slice(done)
  }

  /** What would be restored although it was never masked. */
  *#lookAlikes(text: string): Generator<Detected> {
    if (this.keys.size === 0) return
    const search = new RegExp(mayBegin)
    for (let found = search.exec(text); found; found = search.exec(text)) {
      const end = readLookAlike(text, found.index, this.keys)
      if (end === null) continue
      yield { kind: literal, start: found.index, end }
      search.lastIndex = end
    }
  }

  #keyOf(kind: string, value: string): string {
    const name = `${kind} ${value}`
    const known = this.#byValue.get(name)
    if (known !== undefined) return known
    let number = this.#next.get(kind) ?? 1
    while (this.#taken.has(`${kind}_${number}`)) number++
    this.#next.set(kind, number + 1)
    const key = `${kind}_${number}`
    this.know(key, value)
    this.#fresh.push({ key, value })
    return key
  }
}
