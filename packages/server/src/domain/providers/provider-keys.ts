import type { Cipher } from '../../ports/cipher.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'
import type { Logger } from '../../ports/logger.ts'
import { ProviderFailure } from '../../ports/provider-failure.ts'
import type { ProviderKeyStore } from '../../ports/provider-key-store.ts'

export interface ProviderKeysOptions {
  readonly store: ProviderKeyStore
  readonly cipher: Cipher
  readonly ids: Ids
  readonly clock: Pick<Clock, 'now'>
  readonly logger: Pick<Logger, 'warn'>
}

/** Projects' own provider keys: written, used, never shown (AI1). */
export interface ProviderKeys {
  /** @throws not_found */
  set(projectId: string, key: string, actor: string): Promise<void>
  /** Whether there was one. @throws not_found */
  forget(projectId: string, actor: string): Promise<boolean>
  /** Null: the project has none. @throws ProviderFailure when it can't be opened, store_unavailable */
  of(projectId: string): Promise<{ readonly id: string; readonly key: string } | null>
}

const purpose = 'provider key'

/** Seals keys before the store sees them, and seals anew what an earlier `SECRET_KEY` sealed. */
export const createProviderKeys = ({ store, cipher, ids, clock, logger }: ProviderKeysOptions): ProviderKeys => ({
  set: (projectId, key, actor) =>
    store.setProviderKey(
      { projectId, id: ids.make(), sealed: cipher.seal(purpose, projectId, key), setAt: clock.now() },
      actor,
    ),
  forget: (projectId, actor) => store.deleteProviderKey(projectId, clock.now(), actor),
  async of(projectId) {
    const record = await store.getProviderKey(projectId)
    if (record === null) return null
    const key = cipher.open(purpose, projectId, record.sealed)
    if (key === null) {
      throw new ProviderFailure('key', { detail: 'No SECRET_KEY opens the project’s provider key: set it again' })
    }
    if (cipher.isStale(purpose, projectId, record.sealed)) {
      const sealed = cipher.seal(purpose, projectId, key)
      store
        .resealProviderKey({ projectId, id: record.id, sealed })
        .catch((error: unknown) =>
          logger.warn({ project: projectId, err: error }, 'a provider key was not sealed anew'),
        )
    }
    return { id: record.id, key }
  },
})
