import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { sourceHash } from './source-hash.ts'

let root: string
const write = (file: string, text: string) => writeFileSync(join(root, file), text)
const hash = () => sourceHash(root, ['src/**/*.ts'])

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'source-hash-'))
  mkdirSync(join(root, 'src'))
  write('src/a.ts', 'one')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

it('EM1 the bundle is built again when a source changes', () => {
  const before = hash()
  write('src/a.ts', 'two')
  expect(hash()).not.toBe(before)
})

it('EM1 the bundle is built again when a source is renamed or added', () => {
  const before = hash()
  renameSync(join(root, 'src/a.ts'), join(root, 'src/b.ts'))
  const renamed = hash()
  write('src/c.ts', '')
  expect(new Set([before, renamed, hash()]).size).toBe(3)
})

it('EM1 a changed test or a file outside does not build the bundle again', () => {
  const before = hash()
  write('src/a.test.ts', 'a test')
  write('other.ts', 'not a source')
  expect(hash()).toBe(before)
})
