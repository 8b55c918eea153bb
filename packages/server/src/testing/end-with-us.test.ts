import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { expect, test, vi } from 'vitest'

const lives = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('RT15 however many processes a program started, none outlives it, and none is warned of', async () => {
  const script = `
    import { spawn } from 'node:child_process'
    import { endWithUs } from ${JSON.stringify(new URL('./end-with-us.ts', import.meta.url).href)}
    const waits = ['-e', 'setInterval(() => {}, 1000)']
    const pids = Array.from({ length: 12 }, () => endWithUs(spawn(process.execPath, waits)).pid)
    process.stdout.write(JSON.stringify(pids), () => process.exit(3))`
  const program = spawn(process.execPath, ['--input-type=module', '-e', script])
  const [printed, warned, [code]] = await Promise.all([
    text(program.stdout),
    text(program.stderr),
    once(program, 'exit'),
  ])
  expect({ code, warned }).toEqual({ code: 3, warned: '' })
  const pids = JSON.parse(printed) as number[]
  expect(pids).toHaveLength(12)
  await vi.waitFor(() => expect(pids.filter(lives)).toEqual([]), { timeout: 20_000 })
})
