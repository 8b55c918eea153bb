import type { OperationDefinition } from '@chat-view/protocol'
import { commandId } from '@chat-view/protocol'
import { fingerprint } from '../commands/fingerprint.ts'
import type { Cipher } from '../ports/cipher.ts'
import type { Clock } from '../ports/clock.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { Ids } from '../ports/ids.ts'
import type { Logger } from '../ports/logger.ts'
import type { OperatorRequestStore, RequestStand } from '../ports/operator-request-store.ts'

export interface KeptAnswersOptions {
  readonly requests: OperatorRequestStore
  readonly cipher: Pick<Cipher, 'seal' | 'open'>
  readonly ids: Ids
  readonly clock: Pick<Clock, 'now'>
  readonly logger: Logger
}

/** What an operator asks for with `Idempotency-Key`. */
export interface KeyedCall {
  readonly operation: Pick<OperationDefinition, 'id' | 'method'>
  readonly operatorId: string
  readonly key: string
  readonly input: unknown
}

const purpose = 'kept answer'
const malformedKey = { path: 'Idempotency-Key', message: 'must be 8 to 64 letters, digits, - or _' }

// After these nobody knows whether it was done.
const isOpenEnd = (error: unknown): boolean =>
  !(error instanceof CodedError) || ['store_unavailable', 'internal', 'aborted'].includes(error.code)

/** Writes of operators: sent twice under one key, done once, answered the same (RT11). */
export const createKeptAnswers = ({ requests, cipher, ids, clock, logger }: KeptAnswersOptions) => {
  const read = (stand: RequestStand, about: string): unknown => {
    const text = stand.state === 'done' ? cipher.open(purpose, about, stand.answer) : null
    if (text !== null) return JSON.parse(text)
    const detail =
      stand.state === 'done'
        ? 'It was done, and its answer is sealed by a SECRET_KEY that is no longer there'
        : 'It was sent before, and runs or was broken off: look whether it was done, and send it under another key if not'
    throw new CodedError('state_conflict', { detail })
  }

  return {
    /** @throws invalid_request, idempotency_mismatch, state_conflict where it has begun before and has no answer */
    async answer({ operation, operatorId, key, input }: KeyedCall, run: () => Promise<unknown>): Promise<unknown> {
      if (!commandId.safeParse(key).success) throw new CodedError('invalid_request', { errors: [malformedKey] })
      const takesOver = operation.method === 'PUT' || operation.method === 'DELETE'
      const request = { operatorId, key, attempt: ids.make() }
      const about = `${operatorId} ${key}`
      const body = { fingerprint: fingerprint(operation.id, input), takesOver, at: clock.now() }
      const before = await requests.beginRequest({ ...request, ...body })
      if (before !== null) return read(before, about)
      let result: unknown
      try {
        result = await run()
      } catch (error) {
        // What was refused is told, whether the key is free again or not.
        if (!isOpenEnd(error))
          await requests
            .forgetRequest(request)
            .catch(err => logger.warn({ operation: operation.id, err }, 'the key of a refused request stays taken'))
        throw error
      }
      const answer = cipher.seal(purpose, about, JSON.stringify(result))
      // It was done: who asked gets the answer, whether it can be kept or not.
      await requests
        .endRequest({ ...request, answer })
        .catch(err => logger.warn({ operation: operation.id, err }, 'the answer to an operator was not kept'))
      return result
    },
  }
}

export type KeptAnswers = ReturnType<typeof createKeptAnswers>
