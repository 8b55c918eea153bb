import type { CollectionName } from '../models/index.ts'
import { type AnyRow, byId, type Found, type Rule, removing, setting, textOf } from './rule.ts'

/** Removes rows whose parent is not there, or, with `unless`, is there and does not bear them. */
export const orphan = (
  collection: CollectionName,
  field: string,
  parent: CollectionName,
  unless: (parent: AnyRow) => boolean = () => false,
): Rule => ({
  kind: 'orphan',
  field: null,
  async detect(reader, rows) {
    const parents = await byId(
      reader,
      parent,
      rows.map(row => row[field]),
    )
    return rows.flatMap((row): Found[] => {
      const there = parents.get(textOf(row[field]))
      return there !== undefined && !unless(there) ? [] : [{ row, found: textOf(row[field]), expected: null }]
    })
  },
  repair: removing(collection),
})

/** Forgets references that lead nowhere. */
export const dangling = (collection: CollectionName, field: string, parent: CollectionName): Rule => ({
  kind: 'orphan',
  field,
  async detect(reader, rows) {
    const asked = rows.filter(row => row[field] !== null)
    const parents = await byId(
      reader,
      parent,
      asked.map(row => row[field]),
    )
    return asked.flatMap((row): Found[] =>
      parents.has(textOf(row[field])) ? [] : [{ row, found: textOf(row[field]), expected: null }],
    )
  },
  repair: setting(collection, field),
})

/** How the project of something is known by a row of a collection: over which fields, through which collections. */
export type Way = readonly (readonly [field: string, collection: CollectionName])[]

/** Projects by row: of the last one on the way. */
const projectsBy = async (
  reader: Parameters<Rule['detect']>[0],
  rows: readonly AnyRow[],
  way: Way,
): Promise<(string | undefined)[]> => {
  let reached: (AnyRow | undefined)[] = [...rows]
  for (const [field, collection] of way) {
    const found = await byId(
      reader,
      collection,
      reached.map(row => row?.[field]),
    )
    reached = reached.map(row => (row === undefined ? undefined : found.get(textOf(row[field]))))
  }
  return reached.map(row => (row === undefined ? undefined : textOf(row.projectId)))
}

/** Rows whose two ways lead to different projects. */
export const foreign = (collection: CollectionName, one: Way, other: Way, forget: string | null = null): Rule => ({
  kind: 'foreign_project',
  field: forget,
  async detect(reader, rows) {
    const [mine, theirs] = [await projectsBy(reader, rows, one), await projectsBy(reader, rows, other)]
    return rows.flatMap((row, n): Found[] => {
      const [found, expected] = [mine[n], theirs[n]]
      if (found === undefined || expected === undefined || found === expected) return []
      return [{ row, found, expected: forget === null ? expected : null }]
    })
  },
  repair: forget === null ? removing(collection) : setting(collection, forget),
})
