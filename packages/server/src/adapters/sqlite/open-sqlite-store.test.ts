import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OpenStore } from '../../testing/store-contract/opened-store.ts'
import { storeContract } from '../../testing/store-contract/store-contract.ts'
import { openSqliteStore, type SqliteStoreOptions } from './open-sqlite-store.ts'

const opening =
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

storeContract('SQLite, written by a thread of its own', opening('thread'))
storeContract('SQLite, written on the caller’s thread', opening('inline'))
