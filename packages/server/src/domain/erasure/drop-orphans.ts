import type { GenerationLog } from '../../ports/generation-log.ts'
import type { GenerationStore } from '../../ports/generation-store.ts'

/**
 * Drops live texts whose row is gone: what a crash between the store's commit and the drop left, and what an owner wrote
 * before it learned that its row went.
 */
export const dropOrphans = async (
  store: Pick<GenerationStore, 'getGeneration'>,
  log: Pick<GenerationLog, 'drop' | 'running'>,
): Promise<void> => {
  for (const id of await log.running()) if ((await store.getGeneration(id)) === null) await log.drop(id)
}
