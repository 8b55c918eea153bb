/** What a pattern is made of. */
export type PatternNode =
  /** One code point, by the source of a regular expression that fits one. */
  | { readonly is: 'sign'; readonly source: string; readonly anyCase: boolean }
  /** A place between two: a beginning, an end, a word's edge. */
  | { readonly is: 'edge'; readonly of: '^' | '$' | '\\b' | '\\B' }
  | { readonly is: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly is: 'choice'; readonly options: readonly PatternNode[] }
  | { readonly is: 'repeat'; readonly part: PatternNode; readonly min: number; readonly max: number }

/** Steps that a pattern may have when its repetitions are written out: what bounds the time that it takes. */
export const maxPatternSteps = 500

/** How many steps it has. */
export const stepsOf = (node: PatternNode): number => {
  switch (node.is) {
    case 'sign':
    case 'edge':
      return 1
    case 'sequence':
      return node.parts.reduce((sum, part) => sum + stepsOf(part), 0)
    case 'choice':
      return node.options.reduce((sum, option) => sum + stepsOf(option) + 2, 0)
    case 'repeat': {
      const own = stepsOf(node.part) + 1
      return own * Math.max(1, node.max === Infinity ? node.min + 1 : node.max)
    }
  }
}
