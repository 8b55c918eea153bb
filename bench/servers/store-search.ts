import { openSqliteStore } from '../../packages/server/src/adapters/sqlite/open-sqlite-store.ts'
import { onQuestion } from '../harness/questions.ts'
import { median } from '../harness/statistics.ts'
import { begun, common, rare, seedTalk } from '../seed/talk.ts'

// Searches of one person among many, and pages of the same person's thread.

const [path = '', count = '0'] = process.argv.slice(2)
const { userId, thread } = await seedTalk(path, Number(count))
const store = await openSqliteStore({ path })
const limit = 50

const timed = async (seconds: number, read: () => Promise<number>): Promise<number> => {
  const times: number[] = []
  const end = performance.now() + seconds * 1000
  while (performance.now() < end) {
    const started = performance.now()
    if ((await read()) === 0) throw new Error('Nothing was found')
    times.push(performance.now() - started)
  }
  return median(times)
}

const search =
  (terms: readonly string[], prefix = false) =>
  async () =>
    (await store.search({ userId, terms, prefix, limit })).hits.length

onQuestion('page', (seconds: number) =>
  timed(seconds, async () => (await store.listMessages({ threadId: thread, limit, superseded: false })).items.length),
)
onQuestion('common', (seconds: number) => timed(seconds, search([common])))
onQuestion('rare', (seconds: number) => timed(seconds, search([rare])))
onQuestion('both', (seconds: number) => timed(seconds, search([common, rare])))
onQuestion('typed', (seconds: number) => timed(seconds, search([begun], true)))
