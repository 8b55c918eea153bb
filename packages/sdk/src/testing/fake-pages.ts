import type { Page } from '@chat-view/protocol'

interface Query {
  readonly limit?: number
  readonly before?: string | undefined
  readonly after?: string | undefined
}

type Item = { readonly id: string }

const between = <T extends Item>(items: readonly T[], { before, after }: Query): readonly T[] => {
  const from = after === undefined ? 0 : items.findIndex(({ id }) => id === after) + 1
  const to = before === undefined ? items.length : items.findIndex(({ id }) => id === before)
  return items.slice(from, to)
}

const page = <T extends Item>(all: readonly T[], items: T[]): Page<T> => {
  const [first] = items
  const last = items.at(-1)
  return {
    items,
    before: first && first !== all[0] ? first.id : null,
    after: last && last !== all.at(-1) ? last.id : null,
  }
}

/** The page at the end of a list: the newest messages, or those before a cursor (ST5). The cursor is an id. */
export const lastPage = <T extends Item>(all: readonly T[], limit = 50, query: Query = {}): Page<T> =>
  page(all, between(all, query).slice(-limit))

/** The page at the beginning of a list: the threads on top, or those after a cursor (ST5). */
export const firstPage = <T extends Item>(all: readonly T[], limit = 50, query: Query = {}): Page<T> =>
  page(all, between(all, query).slice(0, limit))

/** The page around an item (ST5); null where it is not in the list. */
export const pageAround = <T extends Item>(all: readonly T[], limit: number, around: string): Page<T> | null => {
  const at = all.findIndex(({ id }) => id === around)
  if (at < 0) return null
  const from = Math.max(0, at + 1 - Math.ceil(limit / 2))
  return page(all, all.slice(from, from + limit))
}
