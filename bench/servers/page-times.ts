import { onQuestion } from '../harness/questions.ts'
import { percentile } from '../harness/statistics.ts'

/** Messages of one page. */
export const limit = 50

/** Percentiles in milliseconds. */
export interface PageTimes {
  readonly p50: number
  readonly p99: number
  /** Mean of the CPU that the thread used: what other processes take from it isn't in it. */
  readonly cpu: number
  readonly pages: number
}

/** Reads the page before a place in the thread; answers how many messages it held. */
type ReadPage = (before: number) => Promise<number> | number

const measure = async (messages: number, seconds: number, read: ReadPage): Promise<PageTimes> => {
  const times: number[] = []
  const cpu = process.threadCpuUsage()
  const end = performance.now() + seconds * 1000
  while (performance.now() < end) {
    const before = limit + 2 + Math.floor(Math.random() * (messages - limit))
    const started = performance.now()
    const found = await read(before)
    times.push(performance.now() - started)
    if (found !== limit) throw new Error(`${found} messages before ${before}`)
  }
  const { user, system } = process.threadCpuUsage(cpu)
  return {
    p50: percentile(times, 50),
    p99: percentile(times, 99),
    cpu: (user + system) / 1000 / times.length,
    pages: times.length,
  }
}

/** Answers how long pages take at random depth of a thread of so many: `through` the store, and `alone` by its query. */
export const comparePages = (messages: number, through: ReadPage, alone: ReadPage): void => {
  onQuestion('through', (seconds: number) => measure(messages, seconds, through))
  onQuestion('alone', (seconds: number) => measure(messages, seconds, alone))
}
