import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { openLiveLog } from './live-log.ts'

const load = fileURLToPath(new URL('../../testing/log-load-process.ts', import.meta.url))
const generations = ['a', 'b', 'c']

/** Kills the writer when it has said so many lines; answers the last entry that it acknowledged of each log. */
const runUntilKilled = async (path: string, lines: number): Promise<Map<string, number>> => {
  const child = spawn(process.execPath, ['--conditions=chat-view-source', load, path, ...generations], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exit = once(child, 'exit')
  const acknowledged = new Map<string, number>()
  let said = 0
  for await (const line of createInterface({ input: child.stdout })) {
    const [generation = '', seq] = line.split(' ')
    acknowledged.set(generation, Number(seq))
    if (++said === lines) child.kill('SIGKILL')
  }
  expect(await exit).toEqual([null, 'SIGKILL'])
  return acknowledged
}

it('RT5 a writer killed with SIGKILL has lost no entry that it acknowledged, and left no hole', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'live-log-crash-'))
  try {
    for (const lines of [40, 333, 1000]) {
      const path = join(folder, `${lines}.db`)
      const acknowledged = await runUntilKilled(path, lines)
      const log = await openLiveLog({ path })
      for (const generation of generations) {
        const seqs = (await log.read(generation)).map(entry => entry.position.seq)
        expect(seqs).toEqual(seqs.map((_, i) => i))
        expect(seqs.length).toBeGreaterThan(acknowledged.get(generation) ?? 0)
      }
      expect((await log.running()).sort()).toEqual(generations)
      await log.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
