import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteStore } from '../../packages/server/src/adapters/sqlite/open-sqlite-store.ts'
import { seedPeople } from '../seed/people.ts'
import { bareWriter } from './bare-writes.ts'
import { compareSends, newSend, type SendPlace, senders, throughStore } from './senders.ts'

// Sending a message through the store on SQLite, and the same statements without it. Both write files of their own.

const folder = mkdtempSync(join(tmpdir(), 'chat-view-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

const open = async (name: string): Promise<SendPlace & { readonly path: string }> => {
  const path = join(folder, name)
  const { people, threads } = await seedPeople(path, 1, senders)
  return { path, authorId: people[0]?.userId ?? '', threads }
}

const [mine, bare] = [await open('store.db'), await open('bare.db')]
const store = await openSqliteStore({ path: mine.path })
const writer = bareWriter(bare.path)

/** One transaction for all senders, as the store's writer groups them under this load. */
const alone = (seconds: number): number => {
  const end = performance.now() + seconds * 1000
  let sent = 0
  for (; performance.now() < end; sent += bare.threads.length)
    writer.group(bare.threads.map(threadId => newSend(threadId, bare.authorId)))
  return sent
}

compareSends(throughStore(store, mine), alone)
