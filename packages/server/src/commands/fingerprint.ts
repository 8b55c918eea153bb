import { hash } from 'node:crypto'

// Keys in one order, so that two ways of writing the same arguments are the same command.
const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(canonical)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  return entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, canonical(item)])
}

/** What a command id stands for: a hash over the command's name and its parsed arguments (RT11). */
export const fingerprint = (name: string, args: unknown): string =>
  hash('sha256', `${name}\n${JSON.stringify(canonical(args))}`, 'base64url')
