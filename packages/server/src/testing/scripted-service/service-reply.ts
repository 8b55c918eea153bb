/** One step of a streamed reply. */
export type ServiceStep =
  /** A value as one server-sent event. */
  | { readonly data: unknown }
  /** Bytes or text as they are. */
  | { readonly raw: string | Uint8Array }
  /** Milliseconds of silence. */
  | { readonly wait: number }
  /** Silence until the promise is done; one that never is stalls for ever. */
  | { readonly until: Promise<unknown> }
  /** The connection is cut, without an end. */
  | { readonly cut: true }

/** What a service does with one request. */
export interface ServiceReply {
  /** Default 200. */
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** Answered as JSON, not as a stream. */
  readonly json?: unknown
  readonly steps?: readonly ServiceStep[]
  /** Splits what is sent into packets of so many bytes, also within code points. */
  readonly packet?: number
  /** Before the headers. */
  readonly before?: Promise<unknown>
}
