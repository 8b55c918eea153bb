import { archiveContract } from '../../../testing/archive/archive-contract.ts'
import { openingSqlite } from '../../../testing/opening-sqlite.ts'

archiveContract('SQLite to SQLite', openingSqlite('thread'), openingSqlite('inline'))
