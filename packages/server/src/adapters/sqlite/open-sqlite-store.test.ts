import { openingSqlite } from '../../testing/opening-sqlite.ts'
import { storeContract } from '../../testing/store-contract/store-contract.ts'

storeContract('SQLite, written by a thread of its own', openingSqlite('thread'))
storeContract('SQLite, written on the caller’s thread', openingSqlite('inline'))
