import { noChange } from 'lit'
import { type ChildPart, Directive, type DirectiveResult, directive, type PartInfo } from 'lit/directive.js'
import {
  getCommittedValue,
  insertPart,
  removePart,
  setChildPartValue,
  setCommittedValue,
} from 'lit/directive-helpers.js'

/** A part of a template that holds one row. */
type RowPart = ReturnType<typeof insertPart>

/**
 * Draws rows by key, and moves no row that stays in its order: moving one in the document takes the focus and the
 * selection out of it (which lit's own `repeat` does where many others come and go).
 */
class KeyedRows extends Directive {
  #keys: readonly string[] = []

  render(_keys: readonly string[], rows: readonly unknown[]): unknown {
    return rows
  }

  override update(container: ChildPart, [keys, rows]: [readonly string[], readonly unknown[]]): unknown {
    const drawn = getCommittedValue(container) as RowPart[] | undefined
    const known = this.#keys
    this.#keys = keys
    if (!Array.isArray(drawn)) return rows
    const wanted = new Set(keys)
    const left = new Map<string, RowPart>()
    for (const [at, part] of drawn.entries()) {
      const key = known[at] ?? ''
      if (wanted.has(key)) left.set(key, part)
      else removePart(part)
    }
    const parts = keys.map((key, at) => {
      const [next] = left
      // Before the next one that stays, whether it is new or comes from further down.
      const part = next?.[0] === key ? next[1] : insertPart(container, next?.[1], left.get(key))
      left.delete(key)
      return setChildPartValue(part, rows[at])
    })
    setCommittedValue(container, parts)
    return noChange
  }
}

/** Rows in the order of their keys; each key once. */
export const keyedRows: (
  keys: readonly string[],
  rows: readonly unknown[],
) => DirectiveResult<new (info: PartInfo) => KeyedRows> = directive(KeyedRows)
