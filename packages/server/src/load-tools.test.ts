import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ConfigError } from './config/config-error.ts'
import { loadTools } from './load-tools.ts'
import { scriptedTool } from './testing/scripted-tools.ts'

const look = scriptedTool('look', async () => ({ text: '' }))
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-view-tools-'))
})
afterAll(() => rm(folder, { recursive: true }))

const module = async (name: string, source: string): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, source)
  return path
}

it('AI10.7 without a module the built-in tools are all', async () => {
  expect(await loadTools(null, [look])).toEqual([look])
})

it('AI10.7 a module’s tools come after the built-in ones, named or as its default', async () => {
  const named = await module('named.mjs', 'export const tools = []')
  const plain = await module('plain.mjs', 'export default []')
  expect(await loadTools(named, [look])).toEqual([look])
  expect(await loadTools(plain, [look])).toEqual([look])
})

it.each([
  ['that throws', 'throw new Error("no database")', /cannot be loaded: no database/],
  ['without a list', 'export const tool = 1', /must export `tools`/],
  ['with what is no tool', 'export const tools = [1]', /AI_TOOLS_MODULE: tool 2: /],
])('AI10.7 a module %s is a wrong configuration', async (name, source, words) => {
  const loading = loadTools(await module(`${name}.mjs`, source), [look])
  await expect(loading).rejects.toThrow(ConfigError)
  await expect(loading).rejects.toThrow(words)
})
