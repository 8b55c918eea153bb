import { CodedError } from '../../ports/coded-error.ts'
import { fromFailure } from './failure.ts'
import type { Call, Verbs, WriteEngine, Writer } from './write-engine.ts'

/** A writer on the caller's own thread, for commands that end at once: no thread to start, but each commit is waited for. */
export const inlineWriter = <V extends Verbs>(engine: WriteEngine): Writer<V> => {
  let inbox: { call: Call; resolve(value: unknown): void; reject(error: CodedError): void }[] = []
  let open = true

  const run = (): void => {
    const group = inbox
    inbox = []
    const answers = engine.run(group.map(({ call }) => call))
    for (const [index, [, failure, value]] of answers.entries()) {
      if (failure === null) group[index]?.resolve(value)
      else group[index]?.reject(fromFailure(failure))
    }
    engine.rest(false)
  }

  return {
    call(verb, argument) {
      if (!open) return Promise.reject(new CodedError('store_unavailable', { detail: 'The store is closed' }))
      return new Promise((resolve, reject) => {
        const waits = inbox.push({ call: [0, verb, argument], resolve: resolve as (value: unknown) => void, reject })
        if (waits === 1) queueMicrotask(run)
      })
    },
    close: async () => {
      if (!open) return
      open = false
      if (inbox.length > 0) run()
      engine.close()
    },
  }
}
