import type { PlaceholderKeys } from './placeholder-keys.ts'
import { mayBegin, readPlaceholder } from './read-placeholder.ts'

/** What stands for what. */
export interface Restoring {
  readonly keys: PlaceholderKeys
  valueOf(key: string): string | undefined
}

/**
 * Restores what was masked in a text that comes in pieces, wherever these were cut (AI9). It holds back no more than a
 * placeholder is long.
 */
export class Restorer {
  readonly #restoring: Restoring
  #held = ''
  /** The last unit before what is held. */
  #before = ''

  constructor(restoring: Restoring) {
    this.#restoring = restoring
  }

  /** What can be passed on of all that came. */
  push(piece: string): string {
    if (this.#restoring.keys.size > 0 || this.#held !== '') return this.#take(piece, false)
    this.#before = piece.at(-1) ?? this.#before
    return piece
  }

  /** No more comes: the rest, as it is. */
  end(): string {
    return this.#take('', true)
  }

  /** Forgets the beginning of a placeholder whose rest never came. */
  forget(): void {
    this.#held = ''
  }

  #take(piece: string, whole: boolean): string {
    const text = this.#held + piece
    const { keys } = this.#restoring
    const search = new RegExp(mayBegin)
    let restored = ''
    let done = 0
    let held = text.length
    for (let found = search.exec(text); found; found = search.exec(text)) {
      const at = found.index
      const before = at === 0 ? this.#before : (text[at - 1] ?? '')
      const read = readPlaceholder(text, at, { before, whole, keys })
      if (read.is === 'none') continue
      if (read.is === 'begun') {
        held = at
        break
      }
      restored += text.slice(done, at) + (this.#restoring.valueOf(read.key) ?? text.slice(at, read.end))
      done = read.end
      search.lastIndex = done
    }
    restored += text.slice(done, held)
    this.#held = text.slice(held)
    if (held > 0) this.#before = text[held - 1] ?? ''
    return restored
  }
}

/** A whole text, restored. */
export const restoreText = (restoring: Restoring, text: string): string => {
  const restorer = new Restorer(restoring)
  return restorer.push(text) + restorer.end()
}
