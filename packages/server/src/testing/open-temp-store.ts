import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteStore } from '../adapters/sqlite/open-sqlite-store.ts'
import type { Store } from '../ports/store.ts'

/** A store in a folder of its own, which goes when it is closed. */
export const openTempStore = async (): Promise<Store> => {
  const folder = await mkdtemp(join(tmpdir(), 'chat-view-store-'))
  const store = await openSqliteStore({ path: join(folder, 'chat.db'), writer: 'inline' })
  return {
    ...store,
    close: async () => {
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
