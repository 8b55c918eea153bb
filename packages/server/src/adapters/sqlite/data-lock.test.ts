import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { refusalOf } from '../../testing/store-contract/coded.ts'
import { takeDataLock } from './data-lock.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-view-lock-'))
})
afterEach(() => rm(folder, { recursive: true }))

it('RT5 one server has the data folder; a second is told who that is and what to do', async () => {
  const path = join(folder, 'data', 'server.lock')
  const lock = await takeDataLock(path)
  const refused = await refusalOf(takeDataLock(path))
  expect(refused.code).toBe('store_unavailable')
  expect(refused.detail).toContain(`process ${process.pid}`)
  expect(refused.detail).toContain('DATABASE_URL')
  await lock.release()
  await lock.release()
  expect(existsSync(`${path}.pid`)).toBe(false)
  const next = await takeDataLock(path)
  await next.release()
})

it('RT5 a holder that has not said who it is keeps the folder all the same', async () => {
  const path = join(folder, 'server.lock')
  const lock = await takeDataLock(path)
  await rm(`${path}.pid`)
  expect((await refusalOf(takeDataLock(path))).detail).toContain('another process')
  await lock.release()
})

it('RT5 a path that cannot be a lock says so', async () => {
  expect((await refusalOf(takeDataLock(folder))).code).toBe('store_unavailable')
})
