import type { Provider, ProviderEvent, ProviderRequest } from '../ports/provider.ts'

/** One step of a script: an event, a pause, a failure, or silence until the call is aborted. */
export type ProviderStep =
  | ProviderEvent
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'until'; readonly promise: Promise<unknown> }
  | { readonly type: 'fail'; readonly error: unknown }
  | { readonly type: 'hang' }

export type ProviderScript = readonly ProviderStep[] | ((request: ProviderRequest) => readonly ProviderStep[])

export interface ScriptedProvider extends Provider {
  readonly requests: ProviderRequest[]
  /** Calls whose stream has not ended yet. */
  readonly open: number
}

/** A whole answer, piece by piece. */
export const say = (...pieces: string[]): ProviderStep[] => [
  { type: 'connected' },
  ...pieces.map((text): ProviderStep => ({ type: 'text', text })),
  { type: 'usage', usage: { input: 3, output: pieces.length, cached: null, estimated: false } },
  { type: 'end', reason: 'stop' },
]

/** Waits, or until aborted; a timer that is left is cleared. */
const wait = (ms: number | null, signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    if (signal.aborted) return resolve()
    const timer = ms === null ? undefined : setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })

/** A provider that does what a test says. A script without `end` is a stream that was cut. */
export const createScriptedProvider = (script: ProviderScript, name = 'scripted'): ScriptedProvider => {
  const requests: ProviderRequest[] = []
  let open = 0

  async function* stream(request: ProviderRequest): AsyncGenerator<ProviderEvent> {
    requests.push(request)
    const { signal } = request
    open++
    try {
      for (const step of typeof script === 'function' ? script(request) : script) {
        if (step.type === 'wait') await wait(step.ms, signal)
        else if (step.type === 'hang') await wait(null, signal)
        else if (step.type === 'until') await Promise.race([step.promise, wait(null, signal)])
        else if (step.type === 'fail') throw step.error
        else yield step
        if (signal.aborted) return
      }
    } finally {
      open--
    }
  }

  return {
    name,
    defaultModel: 'model',
    requests,
    get open() {
      return open
    },
    stream,
  }
}
