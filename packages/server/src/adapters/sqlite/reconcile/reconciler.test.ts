import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { codeOf } from '../../../testing/store-contract/coded.ts'
import { openSqliteStore } from '../open-sqlite-store.ts'
import { createReconciler } from './reconciler.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chat-view-reconciler-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('ST3 a walk that could not begin keeps no later one from it', async () => {
  const path = join(folder, 'chat.db')
  const reconciler = createReconciler({ path, where: 'thread', repair: async () => {} })
  const walk = () => reconciler.reconcile({ at: 1, repair: false, after: null, limit: 10 })
  expect(await codeOf(walk())).toBe('store_unavailable')
  const store = await openSqliteStore({ path, writer: 'inline' })
  try {
    expect(await walk()).toMatchObject({ drifts: [], next: expect.any(String) })
  } finally {
    await reconciler.close()
    await store.close()
  }
})
