import type * as allRules from './all-rules.ts'

/** Tables, HTML, entities, bare addresses, images, link definitions: what most texts hold nothing of. */
export type RareRules = typeof allRules

let rules: RareRules | null = null
const { promise, resolve } = Promise.withResolvers<void>()

/** Resolves once they are there, whoever wanted them. */
export const rareRulesTaken: Promise<void> = promise

/** The rules for what is rare, once they are there; without them it is read as text. */
export const rareRules = (): RareRules | null => rules

/** From now on texts are read with all rules. */
export function takeRareRules(all: RareRules): void {
  rules = all
  resolve()
}

const SIGNS = /<\S|&[#a-z]|[\w.+-]@[\w-]|\||:-|-:|!\[|\]:|(?<=^|[\s*_~(])(?<!\]\()(?:https?:\/\/|www\.)/gi
/** A sign that two pieces share begins at most so far before the second. */
const OVERLAP = 10

/** Whether a text may need them, of which what stands before `from` was looked at already. */
export function mayNeedRareRules(text: string, from = 0): boolean {
  SIGNS.lastIndex = Math.max(0, from - OVERLAP)
  return SIGNS.test(text)
}
