import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ConfigError } from './config-error.ts'
import { openDataFolder } from './data-folder.ts'

const folder = mkdtempSync(join(tmpdir(), 'chat-view-data-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('OP3 the folder is made with those above it, for its owner alone', () => {
  const place = { DATABASE_URL: `sqlite:${join(folder, 'a', 'b', 'chat.db')}` }
  for (let time = 0; time < 2; time++) expect(openDataFolder(place).folder).toBe(join(folder, 'a', 'b'))
  for (const path of ['a', 'a/b']) expect(statSync(join(folder, path)).mode & 0o777).toBe(0o700)
})

test('OP3 a file where the folder should be is refused', () => {
  writeFileSync(join(folder, 'file'), '')
  expect(() => openDataFolder({ DATABASE_URL: 'mongodb://x/y', DATA_FOLDER: join(folder, 'file') })).toThrow(
    /DATA_FOLDER: the folder .* cannot be made/,
  )
})

// Node's own recursion goes round for ever there.
test.runIf(existsSync('/proc/self'))('OP3 a place that takes no folders is refused, and not tried for ever', () => {
  expect(() => openDataFolder({ DATABASE_URL: 'sqlite:/proc/none/a.db' })).toThrow(ConfigError)
})
