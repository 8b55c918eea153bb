import type { Config } from './load-config.ts'

/** What a server of this configuration runs without, in words. */
export const absentParts = (config: Config): string[] => [
  ...(config.AI_PROVIDER === 'demo' ? ['AI service: the demo provider answers (AI_PROVIDER)'] : []),
  'Redis: this is the only node',
  'MongoDB: SQLite keeps the data',
]
