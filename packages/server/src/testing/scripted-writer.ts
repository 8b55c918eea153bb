import { toFailure } from '../adapters/sqlite/failure.ts'
import type { Answer, Call } from '../adapters/sqlite/write-engine.ts'
import { serveWriter } from '../adapters/sqlite/writer-thread.ts'
import { CodedError } from '../ports/coded-error.ts'

/** What a test's writer can be asked for. */
export type ScriptedVerbs = {
  echo: (value: string) => { value: string; group: number }
  refuse: (value: { code: 'conflict'; current: unknown }) => never
  die: (value: null) => never
  hold: (gate: SharedArrayBuffer) => boolean
}

const answer = ([number, verb, argument]: Call, group: number): Answer => {
  if (verb === 'die') process.exit(3)
  if (verb === 'hold') {
    Atomics.wait(new Int32Array(argument as SharedArrayBuffer), 0, 0)
    return [number, null, true]
  }
  if (verb === 'refuse') {
    const { code, current } = argument as Parameters<ScriptedVerbs['refuse']>[0]
    return [number, toFailure(new CodedError(code, { current, detail: 'Refused', retryAfter: 3 })), null]
  }
  return [number, null, { value: argument, group }]
}

serveWriter<{ fail?: boolean }>(({ fail }) => {
  if (fail) throw new CodedError('store_unavailable', { detail: 'It does not open' })
  let groups = 0
  return {
    run: calls => {
      groups++
      return calls.map(call => answer(call, groups))
    },
    rest: () => {},
    close: () => {},
  }
})
