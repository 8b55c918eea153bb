/** Markers of blocks, with nothing after them that says which block it is. */
const MARKERS =
  /^[\s>]*(?:(?:[-+*]|\d{1,9}[.)])\s+){0,9}(?:[-+*=_~`#|:\s]*|\d{1,9}[.)]?|\[[ xX]?\]?\s*|<[!?/]?\w{0,12})$/
const FENCE_LINE = /^[\s>]*(?:(?:[-+*]|\d{1,9}[.)])\s+){0,9}(?:`{3,}[^`]*|~{3,}.*)$/
const MAX_LENGTH = 120

/**
 * Whether an unfinished line should not be drawn yet, because its next characters decide what it is:
 * `-` may become an item, a rule or the underline of a heading; "```ty" is not the whole name of a language.
 */
export function isUndecided(line: string): boolean {
  return line.length <= MAX_LENGTH && (MARKERS.test(line) || FENCE_LINE.test(line))
}
