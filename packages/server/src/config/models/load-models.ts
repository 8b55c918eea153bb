import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { ModelTable } from '../../ports/model-table.ts'
import { ConfigError } from '../config-error.ts'
import type { Config } from '../load-config.ts'
import { createModelTable } from './create-model-table.ts'
import { type ModelFile, modelFile } from './model-file.ts'

const shipped = new URL('./models.json', import.meta.url)

/** Longest file that is read, in UTF-16 code units. */
const longest = 4_000_000

const wrong = (what: string): ConfigError => new ConfigError([`AI_MODELS_FILE: ${what}`])

const readGiven = (path: string): unknown => {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    throw wrong('the file cannot be read; check its path and permissions')
  }
  if (text.length > longest) throw wrong('the file is longer than any list of models')
  try {
    return JSON.parse(text)
  } catch {
    throw wrong('the file is no JSON')
  }
}

const parseGiven = (path: string): ModelFile => {
  const parsed = modelFile.safeParse(readGiven(path))
  if (parsed.success) return parsed.data
  throw wrong(`the file is wrong:\n${z.prettifyError(parsed.error)}`)
}

/**
 * The models that this server knows: those that ship, and over them what the operator's file says (AI3, AI7).
 * @throws ConfigError when that file is missing or wrong
 */
export const loadModels = ({ AI_MODELS_FILE: path }: Pick<Config, 'AI_MODELS_FILE'>): ModelTable => {
  const base = modelFile.parse(JSON.parse(readFileSync(shipped, 'utf8')))
  return createModelTable(base, path === null ? undefined : parseGiven(path))
}
