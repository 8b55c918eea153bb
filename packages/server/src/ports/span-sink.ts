/** Something that was done, as whoever exports traces is told of it: ids, names and numbers, never text (OP1, SE9). */
export interface FinishedSpan {
  /** Of few values: what kind of thing was done, not which. */
  readonly name: string
  /** `server`: somebody outside asked for it; `client`: this server asked somebody outside; `internal`: neither. */
  readonly kind: 'server' | 'client' | 'internal'
  /** 32 hex digits. */
  readonly traceId: string
  /** 16 hex digits; made up where nothing else names it. */
  readonly spanId?: string | undefined
  /** The span under which it was done; absent: under none. */
  readonly parentId?: string | undefined
  /** Milliseconds that it took, until now. */
  readonly ms: number
  readonly attributes: Readonly<Record<string, string | number | undefined>>
  /** What failed, as a code; absent where nothing did that is not the asker's own doing. */
  readonly failure?: string | undefined
}

/** Takes what was done; it never throws, never waits, and keeps no more than it can hold. */
export type SpanSink = (span: FinishedSpan) => void
