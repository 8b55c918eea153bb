import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ConfigError } from './config-error.ts'
import { openDataFolder } from './data-folder.ts'
import { keptSecretKey } from './secret-key.ts'

const folder = mkdtempSync(join(tmpdir(), 'chat-view-secret-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('SE1 a key is made once, kept for its owner alone, and found again', () => {
  const path = join(folder, 'secret.key')
  const [first] = keptSecretKey(path)
  expect(first).toMatch(/^[\w-]{64}$/)
  expect(keptSecretKey(path)).toEqual([first])
  expect(statSync(path).mode & 0o077).toBe(0)
})

test('SE1 a damaged or unreachable key file stops the start and names the remedy', () => {
  const path = join(folder, 'damaged.key')
  writeFileSync(path, 'x')
  expect(() => keptSecretKey(path)).toThrow(ConfigError)
  expect(() => keptSecretKey(join(folder, 'none', 'secret.key'))).toThrow(/SECRET_KEY/)
  expect(() => keptSecretKey(folder)).toThrow(/SECRET_KEY/)
})

test('OP3 a data folder that cannot be made is told with its variable', () => {
  const path = join(folder, 'a-file')
  writeFileSync(path, '')
  expect(() => openDataFolder({ DATABASE_URL: `sqlite:${path}/chat.db` })).toThrow(/DATABASE_URL/)
  expect(openDataFolder({ DATABASE_URL: `sqlite:${folder}/new/chat.db` })).toMatchObject({
    database: join(folder, 'new', 'chat.db'),
    live: join(folder, 'new', 'chat.live.db'),
  })
})
