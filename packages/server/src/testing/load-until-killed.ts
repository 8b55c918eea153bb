import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const load = fileURLToPath(new URL('./store-load-process.ts', import.meta.url))

/** How often a crash test kills; `CRASH_ROUNDS` asks for more, or less. */
export const crashRounds = (usual: number): number => Number(process.env.CRASH_ROUNDS ?? usual)

/**
 * Runs the write load on the store at `place` in a process of its own, kills it when it has acknowledged so many
 * messages, and answers their ids, with those that were acknowledged while it died.
 */
export const loadUntilKilled = async (
  place: string,
  after: number,
  onAcknowledged?: (count: number) => void,
): Promise<string[]> => {
  const child = spawn(process.execPath, ['--conditions=chat-view-source', load, place], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exit = once(child, 'exit')
  const acknowledged: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(line)
    onAcknowledged?.(acknowledged.length)
    if (acknowledged.length === after) child.kill('SIGKILL')
  }
  const [code, signal] = await exit
  if (signal !== 'SIGKILL') throw new Error(`The load ended by itself: code ${code}, signal ${signal}`)
  return acknowledged
}
