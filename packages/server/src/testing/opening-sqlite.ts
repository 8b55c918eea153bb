import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteStore, type SqliteStoreOptions } from '../adapters/sqlite/open-sqlite-store.ts'
import type { OpenStore } from './store-contract/opened-store.ts'

/** Opens empty embedded stores, each in a folder of its own. */
export const openingSqlite =
  (writer: SqliteStoreOptions['writer'] & string): OpenStore =>
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'chat-view-store-'))
    const open = () => openSqliteStore({ path: join(folder, 'chat.db'), writer })
    let store = await open()
    return {
      store,
      async reopen() {
        await store.close()
        store = await open()
        return store
      },
      async close() {
        await store.close()
        await rm(folder, { recursive: true })
      },
    }
  }
