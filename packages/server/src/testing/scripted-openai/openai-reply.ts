/** One step of a streamed reply. */
export type OpenAIStep =
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

/** What the server does with one request. */
export interface OpenAIReply {
  /** Default 200. */
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** Answered as JSON, not as a stream. */
  readonly json?: unknown
  readonly steps?: readonly OpenAIStep[]
  /** Splits what is sent into packets of so many bytes, also within code points. */
  readonly packet?: number
  /** Before the headers. */
  readonly before?: Promise<unknown>
}

export interface AnswerOptions {
  /** Default `stop`; null: none comes. */
  readonly finish?: string | null
  /** Default: counted by pieces; null: none comes. */
  readonly usage?: Readonly<Record<string, unknown>> | null
  /** Whether `[DONE]` comes last. Default true. */
  readonly done?: boolean
  readonly packet?: number
  /** Milliseconds between two pieces. Default 0. */
  readonly pace?: number
}

/** A chunk of a streamed chat completion. */
export const chunk = (delta: Readonly<Record<string, unknown>>, finish: string | null = null): OpenAIStep => ({
  data: {
    id: 'chatcmpl-scripted',
    object: 'chat.completion.chunk',
    created: 1_700_000_000,
    model: 'scripted-1',
    choices: [{ index: 0, delta, finish_reason: finish }],
  },
})

const usageChunk = (usage: unknown): OpenAIStep => ({
  data: {
    id: 'chatcmpl-scripted',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'scripted-1',
    choices: [],
    usage,
  },
})

/** A whole answer in pieces, as the real service streams it with `include_usage`. */
export const answer = (pieces: readonly string[], options: AnswerOptions = {}): OpenAIReply => {
  const { finish = 'stop', done = true, packet, pace = 0 } = options
  const { usage = { prompt_tokens: 7, completion_tokens: pieces.length, total_tokens: 7 + pieces.length } } = options
  const steps: OpenAIStep[] = [chunk({ role: 'assistant', content: '' })]
  for (const piece of pieces) {
    if (pace > 0) steps.push({ wait: pace })
    steps.push(chunk({ content: piece }))
  }
  if (finish !== null) steps.push(chunk({}, finish))
  if (usage !== null) steps.push(usageChunk(usage))
  if (done) steps.push({ raw: 'data: [DONE]\n\n' })
  return { steps, ...(packet === undefined ? {} : { packet }) }
}

/** A refusal, in the service's own shape. */
export const refuse = (
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): OpenAIReply => ({
  status,
  headers,
  json: { error: { message, type: 'invalid_request_error', code: null, param: null } },
})
