import { projectsAndUsers } from './0001-projects-and-users.ts'
import { threads } from './0002-threads.ts'
import { messages } from './0003-messages.ts'
import { order } from './0004-order.ts'
import { peopleAndAudit } from './0005-people-and-audit.ts'
import { search } from './0006-search.ts'
import { erasure } from './0007-erasure.ts'
import { answers } from './0008-answers.ts'
import { usage } from './0009-usage.ts'
import { summaries } from './0010-summaries.ts'
import { safety } from './0011-safety.ts'
import { toolCalls } from './0012-tool-calls.ts'
import { webhooks } from './0013-webhooks.ts'
import { oneRuns } from './0014-one-runs.ts'
import { purgedFeeds } from './0015-purged-feeds.ts'
import { ratedVersions } from './0016-rated-versions.ts'
import type { Migration } from './migration.ts'

/** All steps of the schema, in order. */
export const migrations: readonly Migration[] = [
  projectsAndUsers,
  threads,
  messages,
  order,
  peopleAndAudit,
  search,
  erasure,
  answers,
  usage,
  summaries,
  safety,
  toolCalls,
  webhooks,
  oneRuns,
  purgedFeeds,
  ratedVersions,
]
