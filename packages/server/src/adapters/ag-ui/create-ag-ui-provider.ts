import { eventData } from '../../ports/event-data.ts'
import { failureOfStatus, failureWords, retryAfterOf } from '../../ports/http-failure.ts'
import type { Provider, ProviderEvent, ProviderRequest } from '../../ports/provider.ts'
import { ProviderFailure } from '../../ports/provider-failure.ts'
import { parseEvent } from './event-fields.ts'
import { RunEvents } from './run-events.ts'
import { runInput } from './run-input.ts'

export interface AgUiProviderOptions {
  /** Where the agent takes runs: it is asked by POST and answers with a stream of events. */
  readonly url: string
  /** Sent as a bearer token; null: none. */
  readonly token: string | null
  /** The model's name for the account; the agent is told it, and may heed it. */
  readonly model: string
}

const isStream = (response: Response): boolean =>
  (response.headers.get('content-type') ?? '').toLowerCase().startsWith('text/event-stream')

const refusal = (response: Response): ProviderFailure => {
  if (response.ok)
    return new ProviderFailure('malformed', { detail: 'The agent did not answer with a stream of events' })
  const kind = failureOfStatus(response.status)
  const retryAfter = retryAfterOf(response.headers)
  return new ProviderFailure(kind, {
    detail: `${failureWords[kind]}: the agent answered ${response.status}`,
    ...(retryAfter === undefined ? {} : { retryAfter }),
  })
}

/** A failure that is told as such; a connection that broke in the middle is a stream without its end. */
const readFailure = (error: unknown): ProviderFailure | null => {
  if (error instanceof ProviderFailure) return error
  return error instanceof SyntaxError ? new ProviderFailure('malformed', { cause: error }) : null
}

/** An agent behind HTTP that streams events of the AG-UI protocol. Retries and time-outs are the caller's. */
export const createAgUiProvider = ({ url, token, model }: AgUiProviderOptions): Provider => {
  const open = async (request: ProviderRequest): Promise<Response> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(runInput(request)),
      signal: request.signal,
      // What was sent is meant for this address alone.
      redirect: 'error',
    }).catch((error: unknown) => {
      throw new ProviderFailure('network', { detail: failureWords.network, cause: error })
    })
    if (response.ok && isStream(response)) return response
    await response.body?.cancel().catch(() => {})
    throw refusal(response)
  }

  async function* read(body: ReadableStream<Uint8Array>, request: ProviderRequest): AsyncGenerator<ProviderEvent> {
    const run = new RunEvents((request.tools ?? []).map(({ name }) => name))
    try {
      for await (const events of eventData(body)) {
        for (const data of events) {
          const event = parseEvent(data)
          if (event) yield* run.read(event)
          if (run.over || request.signal.aborted) return
        }
      }
    } catch (error) {
      const failure = readFailure(error)
      if (failure && !request.signal.aborted) throw failure
    }
  }

  async function* stream(request: ProviderRequest): AsyncGenerator<ProviderEvent> {
    const { signal } = request
    const response = await open(request).catch((error: unknown) => {
      if (signal.aborted) return null
      throw error
    })
    if (!response) return
    yield { type: 'connected' }
    if (!response.body) return
    for await (const event of read(response.body, request)) {
      if (signal.aborted) return
      yield event
      if (signal.aborted) return
    }
  }

  return { name: 'ag-ui', defaultModel: model, stream }
}
