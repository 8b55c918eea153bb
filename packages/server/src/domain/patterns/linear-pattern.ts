import { parsePattern } from '@chat-view/protocol'
import { CodedError } from '../../ports/coded-error.ts'
import type { Span } from '../../ports/phone-finder.ts'
import { programOf, type Step } from './pattern-program.ts'

const isWord = (point: number | undefined): boolean => point !== undefined && /^\w$/.test(String.fromCodePoint(point))

/** A place between two code points. */
interface Place {
  readonly at: number
  readonly before: number | undefined
  readonly after: number | undefined
}

const isAt = (of: '^' | '$' | '\\b' | '\\B', { before, after }: Place): boolean => {
  if (of === '^') return before === undefined
  if (of === '$') return after === undefined
  return (isWord(before) !== isWord(after)) === (of === '\\b')
}

/** A way to fit the pattern that is on its way: the step that it is at, and where it began. */
interface Way {
  readonly step: number
  readonly start: number
}

/**
 * A pattern of an operator's, looked for in one walk through the text: all ways to fit it go on at once, so that no text
 * takes longer than its length times the pattern's steps (500 at most). What it finds is all that any fit covers; fits
 * that overlap are one.
 */
export class LinearPattern {
  readonly #steps: readonly Step[]
  /** By step: the place at which it was entered last, so that it is entered once. */
  readonly #entered: Int32Array
  /** What can come first: anything else is passed over while nothing is on its way. */
  readonly #first: readonly Step[]

  /** @throws invalid_request for a pattern that `parsePattern` refuses */
  constructor(source: string) {
    const node = parsePattern(source)
    if (node === null) throw new CodedError('invalid_request', { detail: 'A pattern cannot be looked for in one walk' })
    this.#steps = programOf(node)
    this.#entered = new Int32Array(this.#steps.length)
    this.#first = this.#reachable()
  }

  /** Is it anywhere in the text? */
  isIn(text: string): boolean {
    return !this.#walk(text).next().done
  }

  /** In order, none within or over another. */
  spans(text: string): Span[] {
    const merged: Span[] = []
    // Ends come in order; a later one may begin before the earlier ones.
    for (const { start, end } of this.#walk(text)) {
      let from = start
      for (let last = merged.at(-1); last && last.end > from; last = merged.at(-1)) {
        from = Math.min(from, last.start)
        merged.pop()
      }
      merged.push({ start: from, end })
    }
    return merged
  }

  #reachable(): Step[] {
    const seen = new Set<number>([0])
    for (const at of seen) {
      const step = this.#steps[at]
      if (step?.does === 'fork') for (const to of step.to) seen.add(to)
      else if (step?.does === 'edge') seen.add(at + 1)
    }
    return [...seen].flatMap(at => this.#steps[at] ?? []).filter(({ does }) => does === 'fit')
  }

  #canBegin(point: number): boolean {
    return this.#first.some(step => step.does === 'fit' && step.fits(point))
  }

  /** Goes on from a step without taking anything; true when that is the end of a fit. */
  #enter({ step, start }: Way, place: Place, ways: Way[]): boolean {
    const waiting = [step]
    let found = false
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (this.#entered[next] === place.at) continue
      this.#entered[next] = place.at
      const own = this.#steps[next]
      if (own?.does === 'fork') waiting.push(...own.to)
      else if (own?.does === 'edge') {
        if (isAt(own.of, place)) waiting.push(next + 1)
      } else if (own?.does === 'found') found = true
      else ways.push({ step: next, start })
    }
    return found
  }

  /** Each end of a fit with the furthest beginning that leads to it. */
  *#walk(text: string): Generator<Span> {
    this.#entered.fill(-1)
    let ways: Way[] = []
    let before: number | undefined
    for (let at = 0; ; ) {
      const after = text.codePointAt(at)
      if (ways.length > 0 || after === undefined || this.#canBegin(after)) {
        const place: Place = { at, before, after }
        const entered: Way[] = []
        let begun = -1
        // Those that are on their way began earlier: of two at the same step the earlier counts.
        for (const way of ways) if (this.#enter(way, place, entered) && begun === -1) begun = way.start
        this.#enter({ step: 0, start: at }, place, entered)
        if (begun !== -1) yield { start: begun, end: at }
        ways = []
        for (const { step, start } of entered) {
          const own = this.#steps[step]
          if (after !== undefined && own?.does === 'fit' && own.fits(after)) ways.push({ step: step + 1, start })
        }
      }
      if (after === undefined) return
      before = after
      at += after > 0xffff ? 2 : 1
    }
  }
}
