import type { DelimiterRun } from './delimiter-run.ts'
import { type Inline, MAX_NESTING, nesting, type Styled } from './inline.ts'

/** How many styles that are still open at the end of a growing text are drawn. */
const MAX_OPEN = 8

interface Opener {
  readonly run: DelimiterRun
  /** Place of the run among the pieces. */
  readonly at: number
  /** How deep the pieces after it nest, up to the next opener. */
  depth: number
}

/** Pairs delimiter runs into styles while the pieces arrive from left to right, in linear time. */
export class StyleResolver {
  readonly pieces: (Inline | DelimiterRun)[] = []
  readonly #openers: Opener[] = []
  /** By kind of closer, the height below which no opener fits it. */
  readonly #floors = new Map<string, number>()

  /** No style is open. */
  get settled(): boolean {
    return this.#openers.length === 0
  }

  push(piece: Inline | DelimiterRun): void {
    if (piece.kind === 'run') this.#pushRun(piece)
    else if (piece.kind === 'text') this.#pushText(piece.text)
    else this.#pushNested(piece)
  }

  /** Removes a text from the end of the last piece; false if that does not end so. */
  takeBack(ending: string): boolean {
    const last = this.pieces.at(-1)
    if (last?.kind !== 'text' || !last.text.endsWith(ending)) return false
    this.pieces.pop()
    this.#pushText(last.text.slice(0, -ending.length))
    return true
  }

  /** The pieces, with what stayed unpaired as text. `lenient` closes at the end what was surely meant to open. */
  finish(lenient: boolean): Inline[] {
    if (lenient) this.#closeOpen()
    return joinText(this.pieces)
  }

  #pushText(text: string): void {
    const last = this.pieces.at(-1)
    if (last?.kind === 'text') this.pieces[this.pieces.length - 1] = { kind: 'text', text: last.text + text }
    else if (text) this.pieces.push({ kind: 'text', text })
  }

  #pushNested(piece: Inline): void {
    this.pieces.push(piece)
    const opener = this.#openers.at(-1)
    if (opener && 'children' in piece) opener.depth = Math.max(opener.depth, 1 + nesting(piece.children))
  }

  #pushRun(run: DelimiterRun): void {
    while (run.closes && run.left > 0) {
      const index = this.#findOpener(run)
      if (index < 0) break
      this.#wrap(index, run)
    }
    if (run.left === 0) return
    if (!run.opens) this.#pushText(run.char.repeat(run.left))
    else {
      this.#openers.push({ run, at: this.pieces.length, depth: 0 })
      this.pieces.push(run)
    }
  }

  #findOpener(closer: DelimiterRun): number {
    const kind = `${closer.char}${closer.opens}${closer.char === '~' ? closer.length : closer.length % 3}`
    const floor = this.#floors.get(kind) ?? 0
    let depth = 0
    for (let index = this.#openers.length - 1; index >= floor && depth < MAX_NESTING; index--) {
      const opener = this.#openers[index]
      if (!opener) break
      depth = Math.max(depth, opener.depth)
      if (depth < MAX_NESTING && matches(opener.run, closer)) return index
    }
    this.#floors.set(kind, this.#openers.length)
    return -1
  }

  /** Makes a style of what lies between opener and closer. */
  #wrap(index: number, closer: DelimiterRun): void {
    const opener = this.#openers[index]
    if (!opener) return
    const children = joinText(this.pieces.splice(opener.at + 1))
    this.#drop(index + 1)
    const used = closer.char === '~' ? closer.length : Math.min(2, opener.run.left, closer.left)
    opener.run.left -= used
    opener.depth = 0
    closer.left -= used
    if (opener.run.left === 0) {
      this.pieces.pop()
      this.#drop(index)
    }
    this.#pushNested({ kind: styleOf(closer.char, used), children })
  }

  #drop(height: number): void {
    this.#openers.length = height
    for (const [kind, floor] of this.#floors) if (floor > height) this.#floors.set(kind, height)
  }

  /** An opener inside a word, as in `2*3`, more likely is none: it stays text. */
  #closeOpen(): void {
    for (const { run, at } of this.#openers.slice(-MAX_OPEN).reverse()) {
      if (run.closes || run.left > 3) continue
      const children = joinText(this.pieces.splice(at + 1))
      if (children.length === 0) this.pieces.pop()
      else if (nesting(children) >= MAX_NESTING - 1) for (const child of children) this.pieces.push(child)
      else this.pieces.splice(at, 1, ...styled(run, children))
    }
  }
}

function matches(opener: DelimiterRun, closer: DelimiterRun): boolean {
  if (opener.char !== closer.char) return false
  if (closer.char === '~') return opener.length === closer.length && closer.length <= 2
  const either = opener.closes || closer.opens
  const third = (opener.length + closer.length) % 3 === 0 && (opener.length % 3 !== 0 || closer.length % 3 !== 0)
  return !(either && third)
}

function styleOf(char: string, used: number): Styled['kind'] {
  if (char === '~') return 'del'
  return used === 2 ? 'strong' : 'em'
}

function styled(run: DelimiterRun, children: readonly Inline[]): Inline[] {
  if (run.left < 3) return [{ kind: styleOf(run.char, run.left), children }]
  return run.char === '~' ? [...children] : [{ kind: 'em', children: [{ kind: 'strong', children }] }]
}

function text(value: string): Inline {
  return { kind: 'text', text: value }
}

function joinText(pieces: readonly (Inline | DelimiterRun)[]): Inline[] {
  const joined: Inline[] = []
  let pending = ''
  for (const piece of pieces) {
    if (piece.kind === 'text') pending += piece.text
    else if (piece.kind === 'run') pending += piece.char.repeat(piece.left)
    else {
      if (pending) joined.push(text(pending))
      pending = ''
      joined.push(piece)
    }
  }
  if (pending) joined.push(text(pending))
  return joined
}
