import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { repository } from '../process/repository.ts'

export interface Service {
  readonly image?: string
  readonly build?: string | { readonly context: string; readonly target?: string }
  readonly command?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly secrets?: readonly string[]
  readonly volumes?: readonly string[]
  readonly ports?: readonly string[]
  readonly depends_on?: readonly string[] | Readonly<Record<string, { readonly condition: string }>>
  readonly healthcheck?: { readonly disable?: boolean; readonly test?: readonly string[] }
  readonly stop_grace_period?: string
  readonly restart?: string
  readonly read_only?: boolean
  readonly cap_drop?: readonly string[]
  readonly user?: string
  readonly network_mode?: string
}

export interface Compose {
  readonly services: Readonly<Record<string, Service>>
  readonly volumes?: Readonly<Record<string, unknown>>
  readonly secrets?: Readonly<Record<string, { readonly file: string }>>
}

/** `${NAME}`, `${NAME:-default}` (the default may hold others) and `$$`, as Compose reads them. @throws Error at other forms */
export const interpolate = (text: string, env: Readonly<Record<string, string>>): string => {
  let out = ''
  for (let at = 0; at < text.length; ) {
    const next = text.indexOf('$', at)
    if (next < 0) return out + text.slice(at)
    out += text.slice(at, next)
    if (text[next + 1] === '$') {
      out += '$'
      at = next + 2
      continue
    }
    let end = next + 2
    for (let depth = 1; depth > 0; end++) {
      if (end > text.length || text[next + 1] !== '{') throw new Error(`not understood: ${text}`)
      if (text[end] === '{') depth++
      if (text[end] === '}') depth--
    }
    const [, name = '', fallback = ''] = /^(\w+)(?::-([\s\S]*))?$/.exec(text.slice(next + 2, end - 1)) ?? []
    if (name === '') throw new Error(`not understood: ${text}`)
    out += env[name] || interpolate(fallback, env)
    at = end
  }
  return out
}

const resolved = (value: unknown, env: Readonly<Record<string, string>>): unknown => {
  if (typeof value === 'string') return interpolate(value, env)
  if (Array.isArray(value)) return value.map(item => resolved(item, env))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolved(item, env)]))
}

/** A compose file of the repository, with what the shell's environment would put into it. */
export const readCompose = (file: string, env: Readonly<Record<string, string>> = {}): Compose =>
  resolved(parse(readFileSync(join(repository, file), 'utf8'), { merge: true }), env) as Compose
