import { isEmbedded } from './data-folder.ts'
import type { Config } from './load-config.ts'

/** What a server of this configuration runs without, in words. */
export const absentParts = (config: Config): string[] => [
  ...(config.AI_PROVIDER === 'demo' ? ['AI service: the demo provider answers (AI_PROVIDER)'] : []),
  ...(config.REDIS_URL ? [] : ['Redis: this is the only node']),
  ...(isEmbedded(config.DATABASE_URL) ? ['MongoDB: SQLite keeps the data'] : []),
  ...(config.OTEL_EXPORTER_OTLP_ENDPOINT ? [] : ['OpenTelemetry: no traces are exported']),
]
