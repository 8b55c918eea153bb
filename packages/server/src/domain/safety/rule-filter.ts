import type { FilterRule, ProjectSettings } from '@chat-view/protocol'
import type { ContentFilter, FilterDirection, Finding } from '../../ports/content-filter.ts'
import { detectNames } from '../masking/detect-names.ts'
import { LinearPattern } from '../patterns/linear-pattern.ts'
import { judgeBuiltIn } from './built-in-rules.ts'

interface Rule extends Finding {
  readonly applies: FilterRule['applies']
  fits(text: string): boolean
}

const fitting = ({ words = [], pattern }: FilterRule): ((text: string) => boolean) => {
  const find = detectNames(words)
  const form = pattern === undefined ? null : new LinearPattern(pattern)
  const hasWord = (text: string): boolean => {
    for (const _ of find(text)) return true
    return false
  }
  return text => (words.length > 0 && hasWord(text)) || form?.isIn(text) === true
}

const ruleOf = (rule: FilterRule): Rule => {
  const { name, action, applies } = rule
  return { rule: name, action, applies, fits: fitting(rule) }
}

const isFor = ({ applies }: Rule, direction: FilterDirection): boolean => applies === 'both' || applies === direction

const blockFirst = (a: Finding, b: Finding): number => (a.action === b.action ? 0 : a.action === 'block' ? -1 : 1)

/** The built-in rules, if they are on, and those of a project (AI8). */
export const createRuleFilter = ({ builtIn, rules }: ProjectSettings['filter']): ContentFilter => {
  const own = rules.map(ruleOf)
  return {
    judge(direction, text) {
      const found: Finding[] = builtIn ? judgeBuiltIn(direction, text) : []
      for (const rule of own)
        if (isFor(rule, direction) && rule.fits(text)) found.push({ rule: rule.rule, action: rule.action })
      return found.sort(blockFirst)
    },
    mayBlock: direction => own.some(rule => rule.action === 'block' && isFor(rule, direction)),
  }
}
