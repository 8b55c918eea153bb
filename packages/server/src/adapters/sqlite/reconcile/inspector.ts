import { readingEngine } from '../reading-engine.ts'
import type { WriteEngine } from '../write-engine.ts'
import { type Inspected, inspect } from './inspect.ts'

/** What the inspector does. */
export type InspectorVerbs = {
  readonly inspect: (query: { at: number; after: string | null; limit: number }) => Inspected
}

/** Looks for drift on a read connection of its own. */
export const openInspector = (path: string): WriteEngine =>
  readingEngine(path, sql => ({ inspect: query => inspect(sql, query) }) satisfies InspectorVerbs)
