import { ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import type { Clock } from '../../ports/clock.ts'
import type { Logger } from '../../ports/logger.ts'
import { OutageNote } from '../../ports/outage-note.ts'
import type { FinishedSpan, SpanSink } from '../../ports/span-sink.ts'
import { GivenIds } from './given-ids.ts'

export interface OtlpOptions {
  /** Where the collector is; spans go to `/v1/traces` below it. */
  readonly endpoint: string
  /** What it wants with each request, as a key. */
  readonly headers: Readonly<Record<string, string>>
  /** Which share of all traces is told, from 0 to 1: of each trace all spans or none. */
  readonly share: number
  /** Tells the nodes apart. */
  readonly node: string
  readonly clock: Pick<Clock, 'now'>
  readonly logger: Logger
}

export interface OtlpSpans extends AsyncDisposable {
  readonly record: SpanSink
}

/** Spans that wait at most; more are dropped. */
const mostWaiting = 2_048
const timeoutMillis = 10_000
/** What is left when the server stops has so long to go. */
const closeMs = 2_000

const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL }

/** A collector that is away costs spans and nothing else; it is told once, not with each batch. */
const watched = (exporter: SpanExporter, logger: Logger): SpanExporter => {
  const note = new OutageNote(logger, {
    fails: 'traces could not be exported; they are dropped until the collector takes them',
    works: 'traces are exported again',
  })
  return {
    export: (spans, done) =>
      exporter.export(spans, result => {
        if (result.error) note.failed(result.error)
        else note.worked()
        done(result)
      }),
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  }
}

/** Traces over OTLP, HTTP and JSON, in batches (OP1). */
export const openOtlpSpans = ({ endpoint, headers, share, node, clock, logger }: OtlpOptions): OtlpSpans => {
  const ids = new GivenIds()
  const exporter = new OTLPTraceExporter({ url: `${endpoint}/v1/traces`, headers: { ...headers }, timeoutMillis })
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'chat-view', 'service.instance.id': node }),
    sampler: new TraceIdRatioBasedSampler(share),
    idGenerator: ids,
    spanProcessors: [new BatchSpanProcessor({ exporter: watched(exporter, logger), maxQueueSize: mostWaiting })],
  })
  const tracer = provider.getTracer('chat-view')
  const above = ({ traceId, parentId }: FinishedSpan) =>
    parentId === undefined
      ? ROOT_CONTEXT
      : trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId: parentId, traceFlags: TraceFlags.SAMPLED })
  return {
    record(done) {
      const endTime = clock.now()
      ids.give(done.traceId, done.spanId)
      const { name, kind, attributes, ms, failure } = done
      const span = tracer.startSpan(name, { kind: kinds[kind], attributes, startTime: endTime - ms }, above(done))
      if (failure !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: failure })
      span.end(endTime)
    },
    async [Symbol.asyncDispose]() {
      const patience = new Promise<void>(resolve => setTimeout(resolve, closeMs).unref())
      await Promise.race([provider.shutdown().catch(() => {}), patience])
    },
  }
}
