import type { ServiceReply, ServiceStep } from '../scripted-service/service-reply.ts'

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
export const chunk = (delta: Readonly<Record<string, unknown>>, finish: string | null = null): ServiceStep => ({
  data: {
    id: 'chatcmpl-scripted',
    object: 'chat.completion.chunk',
    created: 1_700_000_000,
    model: 'scripted-1',
    choices: [{ index: 0, delta, finish_reason: finish }],
  },
})

const usageChunk = (usage: unknown): ServiceStep => ({
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
export const answer = (pieces: readonly string[], options: AnswerOptions = {}): ServiceReply => {
  const { finish = 'stop', done = true, packet, pace = 0 } = options
  const { usage = { prompt_tokens: 7, completion_tokens: pieces.length, total_tokens: 7 + pieces.length } } = options
  const steps: ServiceStep[] = [chunk({ role: 'assistant', content: '' })]
  for (const piece of pieces) {
    if (pace > 0) steps.push({ wait: pace })
    steps.push(chunk({ content: piece }))
  }
  if (finish !== null) steps.push(chunk({}, finish))
  if (usage !== null) steps.push(usageChunk(usage))
  if (done) steps.push({ raw: 'data: [DONE]\n\n' })
  return { steps, ...(packet === undefined ? {} : { packet }) }
}

/** A call that the model asks for. */
export interface ScriptedCall {
  /** Absent: the service leaves it out. */
  readonly id?: string
  readonly name: string
  readonly arguments: string
}

/** Calls of tools as the real service streams them: name first, then the arguments in pieces of so many characters. */
export const callTools = (
  calls: readonly ScriptedCall[],
  { pieces = 3, finish = 'tool_calls' }: { readonly pieces?: number; readonly finish?: string } = {},
): ServiceReply => {
  const steps: ServiceStep[] = [chunk({ role: 'assistant', content: null })]
  for (const [index, { id, name, arguments: told }] of calls.entries()) {
    const first = { index, ...(id === undefined ? {} : { id }), type: 'function', function: { name, arguments: '' } }
    steps.push(chunk({ tool_calls: [first] }))
    for (let at = 0; at < told.length; at += pieces)
      steps.push(chunk({ tool_calls: [{ index, function: { arguments: told.slice(at, at + pieces) } }] }))
  }
  steps.push(chunk({}, finish), usageChunk({ prompt_tokens: 9, completion_tokens: 4, total_tokens: 13 }))
  return { steps: [...steps, { raw: 'data: [DONE]\n\n' }] }
}

/** A refusal, in the service's own shape. */
export const refuse = (
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): ServiceReply => ({
  status,
  headers,
  json: { error: { message, type: 'invalid_request_error', code: null, param: null } },
})
