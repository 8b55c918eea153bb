import type { createLowlight } from 'lowlight'
import { colouredRuns, endsInside, type Run } from './coloured-runs.ts'

type Highlighter = Pick<ReturnType<typeof createLowlight>, 'highlight'>

/** Characters of a slice: what a slow phone reads in far less than 50 ms. */
const SLICE = 1_500
/** A comment or a string that reaches over the end of a slice makes it longer, up to this. */
const LONGEST = 6_000

/**
 * Reads code in slices of whole lines, each for a turn of its own. It ends before the code does where no slice of a
 * bearable length can be read alone: the rest stays plain.
 */
export function* codeSlices(highlighter: Highlighter, grammar: string, code: string): Generator<readonly Run[]> {
  let from = 0
  for (let size = SLICE; from < code.length; ) {
    const end = endOfLines(code, from, size)
    const tree = end - from > LONGEST ? undefined : highlighter.highlight(grammar, code.slice(from, end))
    if (!tree) return
    if (end < code.length && endsInside(tree)) {
      if (size >= LONGEST) return
      size *= 2
      yield []
    } else {
      yield colouredRuns(tree)
      from = end
      size = SLICE
    }
  }
}

/** The end of the last line that ends within `size` characters, else of the first that ends after them. */
const endOfLines = (code: string, from: number, size: number): number => {
  if (code.length - from <= size) return code.length
  const before = code.lastIndexOf('\n', from + size - 1)
  const end = before >= from ? before : code.indexOf('\n', from + size)
  return end < 0 ? code.length : end + 1
}
