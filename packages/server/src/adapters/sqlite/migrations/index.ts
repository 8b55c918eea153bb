import { projectsAndUsers } from './0001-projects-and-users.ts'
import { threads } from './0002-threads.ts'
import { messages } from './0003-messages.ts'
import { order } from './0004-order.ts'
import type { Migration } from './migration.ts'

/** All steps of the schema, in order. */
export const migrations: readonly Migration[] = [projectsAndUsers, threads, messages, order]
