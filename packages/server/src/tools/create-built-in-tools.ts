import { createAccess } from '../domain/access.ts'
import { createSearch } from '../domain/search/create-search.ts'
import type { Announcer } from '../ports/announcer.ts'
import type { Clock } from '../ports/clock.ts'
import type { ServerTool } from '../ports/server-tool.ts'
import type { Store } from '../ports/store.ts'
import { createClockTool } from './clock-tool.ts'
import { createRenameThreadTool } from './rename-thread-tool.ts'
import { createSearchThreadsTool } from './search-threads-tool.ts'

export interface BuiltInToolsOptions {
  readonly store: Store
  readonly announcer: Announcer
  readonly clock: Clock
}

/** The tools that every server has; a project's settings say which of them it uses. */
export const createBuiltInTools = ({ store, announcer, clock }: BuiltInToolsOptions): ServerTool[] => {
  const access = createAccess(store)
  const search = createSearch({ store, access })
  return [
    createClockTool(clock),
    createSearchThreadsTool({ search, store }),
    createRenameThreadTool({ store, access, announcer, clock }),
  ]
}
