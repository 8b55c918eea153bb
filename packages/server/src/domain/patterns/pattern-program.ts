import type { PatternNode } from '@chat-view/protocol'

/** One step of a program: fits a code point and goes on to the next, or goes elsewhere without taking any. */
export type Step =
  | { readonly does: 'fit'; readonly fits: (point: number) => boolean }
  | { readonly does: 'edge'; readonly of: '^' | '$' | '\\b' | '\\B' }
  | { readonly does: 'fork'; readonly to: readonly number[] }
  | { readonly does: 'found' }

const ascii = 128

/** One code point, by a table where it is an ASCII one. */
const fitting = ({ source, anyCase }: Extract<PatternNode, { is: 'sign' }>): ((point: number) => boolean) => {
  const form = new RegExp(`^(?:${source})$`, anyCase ? 'iu' : 'u')
  const table = Array.from({ length: ascii }, (_, point) => form.test(String.fromCodePoint(point)))
  return point => (point < ascii ? table[point] === true : form.test(String.fromCodePoint(point)))
}

class Writer {
  readonly steps: Step[] = []

  write(node: PatternNode): void {
    const { steps } = this
    if (node.is === 'sign') steps.push({ does: 'fit', fits: fitting(node) })
    else if (node.is === 'edge') steps.push({ does: 'edge', of: node.of })
    else if (node.is === 'sequence') for (const part of node.parts) this.write(part)
    else if (node.is === 'choice') this.#choice(node.options)
    else this.#repeat(node)
  }

  /** A fork whose ways are known later. */
  #fork(): number[] {
    const to: number[] = []
    this.steps.push({ does: 'fork', to })
    return to
  }

  #choice(options: readonly PatternNode[]): void {
    const starts = this.#fork()
    const ends: number[][] = []
    for (const option of options) {
      starts.push(this.steps.length)
      this.write(option)
      ends.push(this.#fork())
    }
    for (const end of ends) end.push(this.steps.length)
  }

  #repeat({ part, min, max }: Extract<PatternNode, { is: 'repeat' }>): void {
    for (let n = 0; n < min; n++) this.write(part)
    if (max === Infinity) {
      const start = this.steps.length
      const enter = this.#fork()
      enter.push(start + 1)
      this.write(part)
      this.#fork().push(start)
      enter.push(this.steps.length)
      return
    }
    const skips: number[][] = []
    for (let n = min; n < max; n++) {
      const enter = this.#fork()
      enter.push(this.steps.length)
      skips.push(enter)
      this.write(part)
    }
    for (const skip of skips) skip.push(this.steps.length)
  }
}

/** A pattern as the steps that look for it. */
export const programOf = (node: PatternNode): readonly Step[] => {
  const writer = new Writer()
  writer.write(node)
  writer.steps.push({ does: 'found' })
  return writer.steps
}
