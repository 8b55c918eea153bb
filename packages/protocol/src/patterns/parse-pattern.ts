import { maxPatternSteps, type PatternNode, stepsOf } from './pattern-node.ts'

// Each from a place on; the source is a valid regular expression by then.
const escaped =
  /\\(?:u\{[\da-f]+\}|u[dD][89abAB][\da-f]{2}\\u[dD][c-fC-F][\da-f]{2}|u[\da-f]{4}|x[\da-f]{2}|c[a-z]|p\{[^}]+\}|[^k1-9])/iuy
const set = /\[(?:\\[\s\S]|[^\]\\])*\]/uy
const times = /(?:[*+?]|\{(\d+)(,(\d*))?\})\??/y
const group = /\((?:\?(?:<[^=!>]+>|:|(i?)(?:-)?:))?/y
const sign = /[\s\S]/uy

/** No lookaround, no backreference: what cannot be decided in one walk. */
class Refused extends Error {}

class Parser {
  readonly #source: string
  #at = 0

  constructor(source: string) {
    this.#source = source
  }

  parse(): PatternNode {
    const node = this.#choice(false)
    if (this.#at < this.#source.length) throw new Refused()
    return node
  }

  #take(form: RegExp): RegExpExecArray | null {
    form.lastIndex = this.#at
    const found = form.exec(this.#source)
    if (found) this.#at += found[0].length
    return found
  }

  #choice(anyCase: boolean): PatternNode {
    const options = [this.#sequence(anyCase)]
    while (this.#source[this.#at] === '|') {
      this.#at++
      options.push(this.#sequence(anyCase))
    }
    const [only] = options
    return options.length === 1 && only ? only : { is: 'choice', options }
  }

  #sequence(anyCase: boolean): PatternNode {
    const parts: PatternNode[] = []
    while (this.#at < this.#source.length && !'|)'.includes(this.#source[this.#at] ?? ''))
      parts.push(this.#repeated(this.#one(anyCase)))
    return { is: 'sequence', parts }
  }

  #one(anyCase: boolean): PatternNode {
    const next = this.#source[this.#at]
    if (next === '(') return this.#group(anyCase)
    if (next === '^' || next === '$') {
      this.#at++
      return { is: 'edge', of: next }
    }
    if (/\\[bB]/y.test(this.#source.slice(this.#at, this.#at + 2))) {
      this.#at += 2
      return { is: 'edge', of: this.#source[this.#at - 1] === 'b' ? '\\b' : '\\B' }
    }
    const found = next === '[' ? this.#take(set) : next === '\\' ? this.#take(escaped) : this.#take(sign)
    if (!found) throw new Refused()
    return { is: 'sign', source: found[0], anyCase }
  }

  #group(anyCase: boolean): PatternNode {
    const found = this.#take(group)
    if (!found || this.#source[this.#at] === '?') throw new Refused()
    const node = this.#choice(anyCase || found[1] === 'i')
    this.#at++
    return node
  }

  #repeated(part: PatternNode): PatternNode {
    const found = this.#take(times)
    if (!found) return part
    const [all, least, list, most] = found
    const min = least === undefined ? (all.startsWith('+') ? 1 : 0) : Number(least)
    const open = least === undefined ? !all.startsWith('?') : list !== undefined && most === ''
    const max = open ? Infinity : least === undefined ? 1 : list === undefined ? min : Number(most)
    return { is: 'repeat', part, min, max }
  }
}

/**
 * Reads a pattern of an operator's: a regular expression (with the flag `u`) without lookaround and backreferences, of at
 * most 500 steps, so that it can be looked for in one walk through a text, whatever the text. `(?i:…)` is any case. Null
 * for all others.
 */
export const parsePattern = (source: string): PatternNode | null => {
  try {
    if (new RegExp(source, 'u').test('')) return null
    const node = new Parser(source).parse()
    return stepsOf(node) <= maxPatternSteps ? node : null
  } catch {
    return null
  }
}
