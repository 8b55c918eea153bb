import type { Receipt } from '@chat-view/protocol'
import type { Announcer } from '../../ports/announcer.ts'
import type { AnswerRunner } from '../../ports/answer-runner.ts'
import type { Bus } from '../../ports/bus.ts'
import type { Clock } from '../../ports/clock.ts'
import { CodedError } from '../../ports/coded-error.ts'
import type { ErasureRecord, ErasureStep } from '../../ports/erasure-store.ts'
import type { ErasureRequest, Erasures } from '../../ports/erasures.ts'
import type { GenerationLog } from '../../ports/generation-log.ts'
import type { Ids } from '../../ports/ids.ts'
import type { Signer } from '../../ports/signer.ts'
import type { Store } from '../../ports/store.ts'
import { dropOrphans } from './drop-orphans.ts'
import { receiptOf } from './receipts.ts'

export interface ErasuresOptions {
  readonly store: Pick<
    Store,
    | 'getUser'
    | 'beginErasure'
    | 'eraseSlice'
    | 'closeErasure'
    | 'openErasures'
    | 'findErasure'
    | 'getErasure'
    | 'getGeneration'
    | 'tidy'
  >
  readonly log: Pick<GenerationLog, 'drop' | 'running'>
  readonly answers: Pick<AnswerRunner, 'stop'>
  readonly announcer: Announcer
  readonly bus: Pick<Bus, 'publish'>
  readonly signer: Pick<Signer, 'sign' | 'digest'>
  readonly ids: Ids
  readonly clock: Pick<Clock, 'now'>
  /** Days for which backups may hold what was erased. */
  readonly backupDays: number
  /** Rows that one transaction takes. Default 50: the writer is busy with them for some milliseconds. */
  readonly slice?: number
}

/** Erasures that were begun and are to be finished. */
export interface ResumableErasures extends Erasures {
  /** Begins, and leaves the rest to `resume`: for a process beside the server that runs the answers. @throws not_found */
  begin(request: ErasureRequest): Promise<ErasureRecord>
  /** The receipt of one that is finished; null while it is not. */
  receipt(erasureId: string): Promise<Receipt | null>
  /**
   * Finishes what a crash or a caller who gave up left open; answers what was removed, in numbers. One that fails holds up
   * no other. @throws what the first that failed did, after all were tried
   */
  resume(signal?: AbortSignal): Promise<{ erasures: number; threads: number; messages: number }>
}

/**
 * Erases users (ST8): the store slice by slice, live texts as their runs go, the connections of ended sessions, and at
 * the end what files still hold. Every step can be taken again, by whoever comes: the store knows what is left.
 */
export const createErasures = (options: ErasuresOptions): ResumableErasures => {
  const { store, log, answers, announcer, bus, signer, ids, clock, backupDays, slice = 50 } = options
  // Two in one process take turns, so that a receipt is given after the other's live texts were dropped.
  const turns = new Map<string, Promise<unknown>>()

  const carryOut = async ({ changes, sessions, stopping, generations }: ErasureStep): Promise<void> => {
    for (const session of sessions) bus.publish({ kind: 'session', session })
    announcer.announce(changes)
    for (const id of stopping) answers.stop(id)
    for (const id of generations) await log.drop(id)
  }

  const finish = async (erasure: ErasureRecord, signal: AbortSignal | undefined): Promise<ErasureRecord> => {
    if (erasure.finishedAt !== null) return erasure
    let last = erasure
    while (last.userId !== null) {
      signal?.throwIfAborted()
      const step = await store.eraseSlice({ id: erasure.id, at: clock.now(), limit: slice })
      await carryOut(step)
      last = step.erasure
    }
    await dropOrphans(store, log)
    await store.tidy()
    // Last of all, so that what a crash left to do before it is taken up again.
    return await store.closeErasure({ id: erasure.id, at: clock.now() })
  }

  const inTurn = async <T>(id: string, work: () => Promise<T>): Promise<T> => {
    const before = turns.get(id) ?? Promise.resolve()
    const mine = before.then(work, work)
    const settled = mine.then(
      () => {},
      () => {},
    )
    turns.set(id, settled)
    try {
      return await mine
    } finally {
      if (turns.get(id) === settled) turns.delete(id)
    }
  }

  const begin = async ({ projectId, userId, actor }: ErasureRequest): Promise<ErasureRecord> => {
    const subjectHash = signer.digest('erased user', userId)
    // In this order: one who is gone by now was erased before, and that is found.
    const user = await store.getUser(userId)
    const known = await store.findErasure(subjectHash)
    if (known !== null) {
      if (known.projectId !== projectId) throw new CodedError('not_found')
      return known
    }
    if (user === null || user.projectId !== projectId) throw new CodedError('not_found')
    const who = actor === undefined ? {} : { actor }
    const step = await store.beginErasure({ id: ids.make(), userId, subjectHash, at: clock.now(), ...who })
    await carryOut(step)
    return step.erasure
  }

  const receiptFor = (erasure: ErasureRecord): Receipt | null => {
    if (erasure.finishedAt === null) return null
    return receiptOf(erasure, erasure.finishedAt, backupDays, signer)
  }

  return {
    begin,

    async erase(request, signal) {
      signal?.throwIfAborted()
      const { id } = await begin(request)
      return inTurn(id, async () => {
        // Another may have finished it while this one waited for its turn.
        const erasure = await store.getErasure(id)
        const receipt = erasure && receiptFor(await finish(erasure, signal))
        if (!receipt) throw new CodedError('internal', { detail: 'An erasure that was begun is not there' })
        return receipt
      })
    },

    async receipt(erasureId) {
      const erasure = await store.getErasure(erasureId)
      return erasure && receiptFor(erasure)
    },

    async resume(signal) {
      const done = { erasures: 0, threads: 0, messages: 0 }
      const failures: unknown[] = []
      for (const { id } of await store.openErasures()) {
        signal?.throwIfAborted()
        const goOn = async () => {
          const erasure = await store.getErasure(id)
          return erasure?.finishedAt === null ? { before: erasure.counts, after: await finish(erasure, signal) } : null
        }
        const finished = await inTurn(id, goOn).catch((error: unknown) => {
          failures.push(error)
          return null
        })
        if (finished === null) continue
        done.erasures++
        done.threads += finished.after.counts.threads - finished.before.threads
        done.messages += finished.after.counts.messages - finished.before.messages
      }
      if (failures.length > 0) throw failures[0]
      return done
    },
  }
}
