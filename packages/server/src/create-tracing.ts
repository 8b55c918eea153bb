import type { CommandObserver } from './commands/create-command-bus.ts'
import type { Config } from './config/load-config.ts'
import type { GenerationObserver } from './generation/generation-observer.ts'
import type { RequestObserver } from './http/observe-requests.ts'
import type { Clock } from './ports/clock.ts'
import type { JobsObserver } from './ports/jobs.ts'
import type { Logger } from './ports/logger.ts'
import { traceAnswers } from './telemetry/tracing/trace-answers.ts'
import { traceCommands } from './telemetry/tracing/trace-commands.ts'
import { traceJobs } from './telemetry/tracing/trace-jobs.ts'
import { traceRequests } from './telemetry/tracing/trace-requests.ts'

export interface TracingOptions {
  readonly config: Config
  /** Names this node. */
  readonly node: string
  readonly clock: Clock
  readonly logger: Logger
}

/** Who is told what this node does, for its traces. */
export interface Tracing {
  readonly requests: RequestObserver
  readonly commands: CommandObserver
  readonly answers: GenerationObserver
  readonly jobs: JobsObserver
}

/** Traces of this node (OP1); undefined, and nothing of it is loaded, where no exporter is set. */
export const createTracing = async (
  { config, node, clock, logger }: TracingOptions,
  parts: AsyncDisposableStack,
): Promise<Tracing | undefined> => {
  const endpoint = config.OTEL_EXPORTER_OTLP_ENDPOINT
  if (!endpoint) return undefined
  const { openOtlpSpans } = await import('./adapters/otlp/open-otlp-spans.ts')
  const headers = config.OTEL_EXPORTER_OTLP_HEADERS ?? {}
  const share = config.OTEL_TRACES_SAMPLER_ARG
  const { record } = parts.use(openOtlpSpans({ endpoint, headers, share, node, clock, logger }))
  return {
    requests: traceRequests(record),
    commands: traceCommands(record),
    answers: traceAnswers(record),
    jobs: traceJobs(record),
  }
}
