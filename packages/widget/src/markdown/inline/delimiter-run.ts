/** A run of `*`, `_` or `~` that may open or close a style. */
export interface DelimiterRun {
  readonly kind: 'run'
  readonly char: string
  /** Characters of the run as written. */
  readonly length: number
  /** Characters not yet used. */
  left: number
  readonly opens: boolean
  readonly closes: boolean
}

const SPACE = /^\s?$/
const PUNCTUATION = /^[\p{P}\p{S}]$/u

/** Reads the run at `at` and decides by its neighbours what it can be. */
export function readDelimiterRun(text: string, at: number): DelimiterRun {
  const char = text.charAt(at)
  let end = at
  while (text[end] === char) end++
  const before = characterBefore(text, at)
  const after = String.fromCodePoint(text.codePointAt(end) ?? 0x20)
  const spaceBefore = SPACE.test(before)
  const spaceAfter = SPACE.test(after)
  const markBefore = PUNCTUATION.test(before)
  const markAfter = PUNCTUATION.test(after)
  const left = !spaceAfter && (!markAfter || spaceBefore || markBefore)
  const right = !spaceBefore && (!markBefore || spaceAfter || markAfter)
  const inWord = char === '_' && left && right
  return {
    kind: 'run',
    char,
    length: end - at,
    left: end - at,
    opens: left && (!inWord || markBefore),
    closes: right && (!inWord || markAfter),
  }
}

function characterBefore(text: string, at: number): string {
  const code = text.codePointAt(at - 2)
  return code !== undefined && code > 0xffff ? String.fromCodePoint(code) : text.charAt(at - 1)
}
