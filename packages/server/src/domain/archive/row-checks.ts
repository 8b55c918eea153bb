/** Says of a value what it must be; null: it is. */
export type Check = (value: unknown) => string | null

const that = (holds: (value: unknown) => boolean, what: string): Check => {
  return value => (holds(value) ? null : what)
}

export const text = that(value => typeof value === 'string', 'must be a text')
export const id = that(value => typeof value === 'string' && value !== '', 'must be an id')
export const flag = that(value => typeof value === 'boolean', 'must be true or false')
export const count = that(
  value => Number.isSafeInteger(value) && Number(value) >= 0,
  'must be a whole number from 0 on',
)
export const object = that(
  value => value !== null && typeof value === 'object' && !Array.isArray(value),
  'must be an object',
)
export const anything = that(value => value !== undefined, 'must be there')
export const ids = that(
  value => Array.isArray(value) && value.every(part => typeof part === 'string'),
  'must be a list of texts',
)
export const parts = that(
  value =>
    Array.isArray(value) &&
    value.every(
      part => part !== null && typeof part === 'object' && typeof (part as { kind?: unknown }).kind === 'string',
    ),
  'must be a list of parts',
)
export const list = that(value => Array.isArray(value), 'must be a list')
export const oneOf = (...names: string[]): Check =>
  that(value => typeof value === 'string' && names.includes(value), `must be one of ${names.join(', ')}`)
export const orAbsent = (check: Check): Check => {
  return value => (value === undefined ? null : check(value))
}
export const orNull = (check: Check): Check => {
  return value => (value === null ? null : check(value))
}

const erased = { threads: count, messages: count }
export const counts: Check = value =>
  object(value) ?? Object.entries(erased).flatMap(([name, check]) => check((value as never)[name]) ?? [])[0] ?? null
