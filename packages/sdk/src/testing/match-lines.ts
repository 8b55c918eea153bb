/** What a matcher answers, for `expect.extend` of vitest and of Playwright alike. */
export interface MatcherResult {
  readonly pass: boolean
  readonly message: () => string
}

/** What is expected of a line: its whole text, a pattern in its text, or some of its fields. */
export type ExpectedLine<Line extends { readonly text: string }> =
  | string
  | RegExp
  | { readonly [Key in keyof Line]?: Line[Key] | RegExp }

const isLike = (value: unknown, expected: unknown): boolean =>
  expected instanceof RegExp ? String(value).search(expected) >= 0 : value === expected

const matches = <Line extends { readonly text: string }>(line: Line | undefined, expected: ExpectedLine<Line>) => {
  if (line === undefined) return false
  if (typeof expected === 'string' || expected instanceof RegExp) return isLike(line.text, expected)
  return Object.entries(expected).every(([key, value]) => isLike(line[key as keyof Line], value))
}

const written = (lines: readonly unknown[]): string =>
  lines.length === 0
    ? '  nothing'
    : lines.map(line => `  ${line instanceof RegExp ? line : JSON.stringify(line, patternAsText)}`).join('\n')

const patternAsText = (_key: string, value: unknown): unknown => (value instanceof RegExp ? String(value) : value)

/**
 * Holds lines of a conversation against what is expected, all of them in order: for a matcher of one's own. `what` names
 * them in the message of a failure.
 */
export const matchLines = <Line extends { readonly text: string }>(
  what: string,
  lines: readonly Line[],
  expected: readonly ExpectedLine<Line>[],
): MatcherResult => {
  const pass = lines.length === expected.length && expected.every((one, at) => matches(lines[at], one))
  return {
    pass,
    message: () =>
      `${what} ${pass ? 'should be another than' : 'should be'}\n${written(expected)}\nand is\n${written(lines)}`,
  }
}
