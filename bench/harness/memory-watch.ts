import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { ServerProcess } from '../../packages/server/src/testing/server-process.ts'
import { type MemoryReport, reportName } from '../servers/memory-report.ts'
import type { MemorySample } from './memory-lives.ts'

/** The environment of nodes that can be asked for their memory. */
export const memoryEnv: Readonly<Record<string, string>> = {
  NODE_OPTIONS: `--import=${new URL('../servers/memory-report.ts', import.meta.url).href}`,
}

/** For a report, before the node counts as one that sleeps or is dead. */
const patienceMs = 5_000

const reportOf = async (folder: string): Promise<MemoryReport | null> => {
  const text = await readFile(join(folder, reportName), 'utf8').catch(() => null)
  return text === null ? null : (JSON.parse(text) as MemoryReport)
}

/** What a node has once its garbage is collected; null of one that does not answer now. */
const sampleOf = async ({ pid, folder }: ServerProcess, node: number, began: number): Promise<MemorySample | null> => {
  const asked = Date.now()
  try {
    process.kill(pid, 'SIGUSR2')
  } catch {
    return null
  }
  for (const until = performance.now() + patienceMs; performance.now() < until; await delay(50)) {
    const report = await reportOf(folder)
    if (report?.pid === pid && report.at >= asked)
      return { at: report.at - began, node, pid, rss: report.rss, heap: report.heap, held: report.held }
  }
  return null
}

/** Samples all nodes at an interval until it is told to stop; the samples grow by one of each node that answers. */
export const watchMemory = async (
  nodes: readonly ServerProcess[],
  everyMs: number,
  samples: MemorySample[],
  signal: AbortSignal,
): Promise<void> => {
  const began = Date.now()
  while (!signal.aborted) {
    const taken = await Promise.all(nodes.map((node, at) => sampleOf(node, at, began)))
    samples.push(...taken.filter(sample => sample !== null))
    await delay(everyMs, null, { signal }).catch(() => {})
  }
}
