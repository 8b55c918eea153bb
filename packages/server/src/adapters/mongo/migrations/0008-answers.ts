import type { Migration } from './migration.ts'

/** What SQLite's step of this number brings is in MongoDB's rows from their first release on. */
export const answers: Migration = {
  number: 8,
  name: 'answers',
  async up() {},
  async down() {},
}
