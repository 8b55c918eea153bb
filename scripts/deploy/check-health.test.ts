import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkHealth, type HealthCheck } from '../../deploy/image/check-health.ts'

let folder: string
let server: Server
let answers: number | null
let asked: number

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-view-health-'))
  answers = 200
  asked = 0
  server = createServer((_, response) => {
    asked++
    if (answers !== null) response.writeHead(answers).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterEach(async () => {
  server.closeAllConnections()
  if (server.listening) await new Promise(resolve => server.close(resolve))
  await rm(folder, { recursive: true, force: true })
})

const check = (pid: number | null): HealthCheck => ({
  url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/health`,
  mark: join(folder, 'mark'),
  tries: 3,
  patienceMs: 300,
  server: () => pid,
})

/** A process that would live on. */
const startSleeper = () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  return { pid: child.pid ?? 0, ended: once(child, 'exit'), child }
}

describe('the health check of the image', () => {
  it('OP7 ends a server that was alive and is silent, so that it is started again', async () => {
    const sleeper = startSleeper()
    expect(await checkHealth({ ...check(sleeper.pid), patienceMs: 20_000 })).toBe(true)
    answers = null
    expect(await checkHealth(check(sleeper.pid))).toBe(false)
    expect(asked).toBeGreaterThan(3)
    expect(await sleeper.ended).toEqual([null, 'SIGKILL'])
    expect(existsSync(join(folder, 'mark'))).toBe(false)
  })

  it('OP7 leaves one alone that was not alive yet, or that refuses because it stops', async () => {
    const sleeper = startSleeper()
    answers = null
    expect(await checkHealth(check(sleeper.pid))).toBe(false)
    answers = 200
    const asking = { ...check(sleeper.pid), patienceMs: 20_000 }
    await checkHealth(asking)
    answers = 503
    expect(await checkHealth(asking)).toBe(false)
    await new Promise(resolve => server.close(resolve))
    expect(await checkHealth(asking)).toBe(false)
    expect(sleeper.child.exitCode ?? sleeper.child.signalCode).toBe(null)
    sleeper.child.kill()
    await sleeper.ended
  })

  it('OP7 says so where nothing may be ended', async () => {
    await checkHealth({ ...check(null), patienceMs: 20_000 })
    answers = null
    expect(await checkHealth(check(null))).toBe(false)
    expect(existsSync(join(folder, 'mark'))).toBe(true)
  })
})
