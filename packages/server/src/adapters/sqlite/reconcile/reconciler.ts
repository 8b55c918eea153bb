import { CodedError } from '../../../ports/coded-error.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { ReconcileStore } from '../../../ports/reconcile-store.ts'
import { inlineWriter } from '../inline-writer.ts'
import type { Writer } from '../write-engine.ts'
import { startWriter } from '../writer.ts'
import type { DriftPlace } from './inspect.ts'
import { type InspectorVerbs, openInspector } from './inspector.ts'

export interface ReconcilerOptions {
  readonly path: string
  /** Where it looks: in a thread of its own, or on the caller's. */
  readonly where: 'thread' | 'inline'
  /** Puts one row right on the writer. */
  repair(place: DriftPlace, at: number): Promise<void>
  readonly logger?: Logger | undefined
}

export interface Reconciler extends ReconcileStore {
  close(): Promise<void>
}

/**
 * Looks in a thread of its own, started when somebody asks and ended with the walk; only what it found reaches the
 * writer, one short call a row (ST3).
 */
export const createReconciler = ({ path, where, repair, logger }: ReconcilerOptions): Reconciler => {
  let inspector: Promise<Writer<InspectorVerbs>> | undefined
  const open = (): Promise<Writer<InspectorVerbs>> =>
    where === 'inline'
      ? Promise.resolve(inlineWriter<InspectorVerbs>(openInspector(path)))
      : startWriter<InspectorVerbs>({
          module: new URL('./inspector-thread.ts', import.meta.url),
          data: path,
          name: 'inspector',
          logger,
        })
  const close = async (): Promise<void> => {
    const opened = await inspector?.catch(() => undefined)
    inspector = undefined
    await opened?.close()
  }
  const putRight = async (place: DriftPlace, at: number): Promise<void> => {
    try {
      await repair(place, at)
    } catch (error) {
      // One row that the schema does not let be put right must not hide the rest; it is found, and told, again.
      if (!(error instanceof CodedError) || error.code === 'store_unavailable') throw error
      logger?.error({ code: error.code, pass: place.pass, rule: place.rule }, 'a row could not be put right')
    }
  }
  return {
    async reconcile({ at, repair: repairs, after, limit }) {
      inspector ??= open()
      const looking = await inspector.catch((error: unknown) => {
        // The next walk tries again.
        inspector = undefined
        throw error
      })
      const { drifts, checked, next } = await looking.call('inspect', { at, after, limit })
      if (repairs) for (const { place } of drifts) await putRight(place, at)
      if (next === null) await close()
      return { drifts: drifts.map(({ drift }) => drift), checked, next }
    },
    close,
  }
}
