import type { Migration } from '../../migrations/migration.ts'
import { jobs } from './0001-jobs.ts'

/** All steps of the schema of the jobs' file, in order. */
export const jobMigrations: readonly Migration[] = [jobs]
