/** A stretch of source and what stands in its place. */
export interface SourceEdit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Makes edits that do not overlap, in whatever order they were found. */
export function applyEdits(code: string, edits: readonly SourceEdit[]): string {
  let result = ''
  let from = 0
  for (const { start, end, text } of edits.toSorted((a, b) => a.start - b.start)) {
    result += code.slice(from, start) + text
    from = end
  }
  return result + code.slice(from)
}
