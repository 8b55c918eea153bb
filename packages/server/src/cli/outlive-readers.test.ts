import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { outliveReaders } from './outlive-readers.ts'

test('DX4 a program whose reader has left goes on to its end', async () => {
  const script = `
    import { outliveReaders } from ${JSON.stringify(new URL('./outlive-readers.ts', import.meta.url).href)}
    import { setTimeout as pause } from 'node:timers/promises'
    outliveReaders(process.stdout, process.stderr)
    for (let line = 0; line < 20; line++) { console.log(line); await pause(10) }
    process.exitCode = 7`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  child.stdout.once('data', () => child.stdout.destroy())
  expect(await once(child, 'exit')).toEqual([7, null])
})

test('DX4 an output that fails in another way is told', () => {
  const output = new PassThrough()
  outliveReaders(output)
  expect(() => output.emit('error', Object.assign(new Error('closed'), { code: 'EPIPE' }))).not.toThrow()
  expect(() => output.emit('error', Object.assign(new Error('full'), { code: 'ENOSPC' }))).toThrow('full')
})
