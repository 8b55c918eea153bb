import { agreementRules } from './agreement-rules.ts'
import { parentRules } from './parent-rules.ts'
import type { Inspection } from './rule.ts'
import { searchRules } from './search-rules.ts'
import { summaryRules } from './summary-rules.ts'

/** The whole walk, in order. */
export const passes: readonly Inspection[] = [...parentRules, ...agreementRules, ...searchRules, ...summaryRules]
