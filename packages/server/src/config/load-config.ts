import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import { ConfigError } from './config-error.ts'
import type { VariableName, Variables } from './variables.ts'
import { variables } from './variables.ts'

type Value<N extends VariableName> = Variables[N]['default'] extends null
  ? z.output<Variables[N]['type']> | null
  : z.output<Variables[N]['type']>

/** The parsed environment: every variable, with its default where it is absent or empty. */
export type Config = { readonly [N in VariableName]: Value<N> } & {
  /** Names that were set, as opposed to defaults. */
  readonly given: ReadonlySet<VariableName>
}

type Environment = Readonly<Record<string, string | undefined>>

const readSecretFile = (name: VariableName, env: Environment, problems: string[]): string | undefined => {
  const path = env[`${name}_FILE`]
  if (!path) return undefined
  if (env[name]) {
    problems.push(`${name}_FILE: ${name} is set too; keep one of them`)
    return undefined
  }
  try {
    const text = readFileSync(path, 'utf8').trim()
    if (text === '' && 'neverEmpty' in variables[name])
      problems.push(`${name}_FILE: the file is empty; put the value into it, or leave ${name}_FILE out`)
    return text
  } catch {
    problems.push(`${name}_FILE: the file cannot be read; check its path and permissions`)
    return undefined
  }
}

/** The database goes with the folder. One that an earlier version has left where it was by default is not passed over. */
const databaseIn = (folder: string, problems: string[]): string => {
  const [usual, database] = [variables.DATABASE_URL.default, `sqlite:${join(folder, 'chat-view.db')}`]
  const isThere = (url: string): boolean => existsSync(url.slice('sqlite:'.length))
  if (isThere(usual) && !isThere(database))
    problems.push(
      `DATA_FOLDER: there is a database at ${usual} and none in this folder: set DATABASE_URL=${usual} to go on with it, or DATABASE_URL=${database} to begin a new one`,
    )
  return database
}

/**
 * Reads the environment once, at the edge. Empty means the default.
 * @throws ConfigError naming every wrong variable and what it must be (OP3)
 */
export const loadConfig = (env: Environment): Config => {
  const problems: string[] = []
  const given = new Set<VariableName>()
  const values: Record<string, unknown> = {}
  for (const name of Object.keys(variables) as VariableName[]) {
    const { type, default: fallback, ...rest } = variables[name]
    const text = 'secret' in rest ? (readSecretFile(name, env, problems) ?? env[name]?.trim()) : env[name]
    if (text) given.add(name)
    const written = text || fallback
    if (written === null) {
      values[name] = null
      continue
    }
    const parsed = (type as z.ZodType).safeParse(written)
    if (parsed.success) values[name] = parsed.data
    else problems.push(`${name}: ${parsed.error.issues.map(issue => issue.message).join('; ')}`)
  }
  if (given.has('DATA_FOLDER') && !given.has('DATABASE_URL'))
    values.DATABASE_URL = databaseIn(String(values.DATA_FOLDER), problems)
  const config = { ...values, given } as unknown as Config
  if (problems.length === 0) problems.push(...contradictions(config))
  if (problems.length > 0) throw new ConfigError(problems)
  return config
}

const contradictions = (config: Config): string[] => {
  const problems: string[] = []
  if (config.NODE_ENV === 'production') {
    if (!config.SECRET_KEY)
      problems.push('SECRET_KEY: is required in production; make one with `openssl rand -base64 48`')
    if (!config.given.has('AI_PROVIDER'))
      problems.push('AI_PROVIDER: must be named in production: openai, ag-ui, or demo if that is what you want')
  }
  if (config.REDIS_URL && !config.DATABASE_URL.startsWith('mongodb'))
    problems.push('REDIS_URL: nodes that share Redis share a database too: DATABASE_URL must be mongodb://…')
  if (config.REDIS_URL && !config.SECRET_KEY)
    problems.push('SECRET_KEY: is required with REDIS_URL: all nodes sign and verify with the same list')
  if (config.AI_PROVIDER === 'openai' && !config.OPENAI_API_KEY && !config.OPENAI_BASE_URL)
    problems.push(
      'OPENAI_API_KEY: is required by AI_PROVIDER=openai, unless OPENAI_BASE_URL names a service without keys',
    )
  if (config.AI_PROVIDER === 'ag-ui' && !config.AG_UI_URL)
    problems.push('AG_UI_URL: is required by AI_PROVIDER=ag-ui: the address of the agent')
  if (config.AI_PROVIDER === 'openai' && config.OPENAI_BASE_URL && !config.AI_MODEL)
    problems.push('AI_MODEL: must name a model of the service at OPENAI_BASE_URL')
  return problems
}
