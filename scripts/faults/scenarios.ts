import { mongoScenarios } from './mongo-scenarios.ts'
import { nodeScenarios } from './node-scenarios.ts'
import { readerScenarios } from './reader-scenarios.ts'
import { redisScenarios } from './redis-scenarios.ts'
import type { Scenario } from './scenario.ts'

/** All scenarios of the nemesis, in the order of the table. */
export const scenarios: readonly Scenario[] = [
  ...nodeScenarios,
  ...redisScenarios,
  ...mongoScenarios,
  ...readerScenarios,
]
