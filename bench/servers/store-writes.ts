import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteStore } from '../../packages/server/src/adapters/sqlite/open-sqlite-store.ts'
import { uuids } from '../../packages/server/src/adapters/uuid/uuids.ts'
import { onQuestion } from '../harness/questions.ts'
import { seedPeople } from '../seed/people.ts'
import { bareWriter } from './bare-writes.ts'

// Sending a message through the store, and the same statements without it. Both write files of their own.

/** Who sends at once; what one of them sends waits for its commit. */
const senders = 64
const folder = mkdtempSync(join(tmpdir(), 'chat-view-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

const open = async (name: string) => {
  const path = join(folder, name)
  const { people, threads } = await seedPeople(path, 1, senders)
  return { path, authorId: people[0]?.userId ?? '', threads }
}

const [mine, bare] = [await open('store.db'), await open('bare.db')]
const store = await openSqliteStore({ path: mine.path })
const writer = bareWriter(bare.path)

const text = 'A message as people write them, of a line or two, with nothing in it that is of any interest here.'
let groups = 0

const message = (authorId: string) => ({ id: uuids.make(), authorId, text })
const command = (userId: string) => ({ userId, id: uuids.make(), fingerprint: '0123456789abcdef0123456789abcdef' })

const through = async (seconds: number): Promise<number> => {
  const end = performance.now() + seconds * 1000
  let sent = 0
  const send = async (threadId: string): Promise<void> => {
    while (performance.now() < end) {
      const { authorId } = mine
      await store.sendMessage({ threadId, command: command(authorId), message: message(authorId), at: Date.now() })
      sent++
    }
  }
  await Promise.all(mine.threads.map(send))
  return sent
}

/** One transaction for all senders, as the store's writer groups them under this load. */
const alone = (seconds: number): number => {
  const end = performance.now() + seconds * 1000
  let sent = 0
  while (performance.now() < end) {
    groups++
    const { authorId, threads } = bare
    writer.group(
      threads.map(threadId => ({ threadId, message: message(authorId), command: command(authorId), at: Date.now() })),
    )
    sent += threads.length
  }
  return sent
}

const perSecond = async (run: () => number | Promise<number>): Promise<number> => {
  const started = performance.now()
  const sent = await run()
  return sent / ((performance.now() - started) / 1000)
}

onQuestion('through', (seconds: number) => perSecond(() => through(seconds)))
onQuestion('alone', (seconds: number) => perSecond(() => alone(seconds)))
onQuestion('senders', () => ({ senders, groups }))
