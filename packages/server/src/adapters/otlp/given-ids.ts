import { type IdGenerator, RandomIdGenerator } from '@opentelemetry/sdk-trace'

/** The ids that a span has already when it is made, as those of its trace in logs and answers; random ones else. */
export class GivenIds implements IdGenerator {
  readonly #random = new RandomIdGenerator()
  #traceId: string | undefined
  #spanId: string | undefined

  /** Of the next span. */
  give(traceId: string, spanId: string | undefined): void {
    this.#traceId = traceId
    this.#spanId = spanId
  }

  generateTraceId(): string {
    return this.#traceId ?? this.#random.generateTraceId()
  }

  generateSpanId(): string {
    return this.#spanId ?? this.#random.generateSpanId()
  }
}
