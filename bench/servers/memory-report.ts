import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { isMainThread } from 'node:worker_threads'

// Loaded into a node before its program: on SIGUSR2 it collects its garbage and writes what is left into its data folder.

export interface MemoryReport {
  /** Milliseconds since the Unix epoch. */
  readonly at: number
  readonly pid: number
  readonly rss: number
  readonly heap: number
  /** What the engine holds for its heap, used or not. */
  readonly held: number
}

/** The file in the node's folder. */
export const reportName = 'memory.json'

const folder = process.env.DATA_FOLDER
if (isMainThread && folder) {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const file = join(folder, reportName)
  process.on('SIGUSR2', async () => {
    collect()
    // What only finalizers held is collected with the second.
    await new Promise(resolve => setTimeout(resolve, 50))
    collect()
    const { rss, heapUsed, heapTotal, external } = process.memoryUsage()
    const report: MemoryReport = { at: Date.now(), pid: process.pid, rss, heap: heapUsed + external, held: heapTotal }
    // Whoever reads it reads all of it.
    writeFileSync(`${file}.new`, JSON.stringify(report))
    renameSync(`${file}.new`, file)
  })
}
