import { userConditions, userFields } from './0001-projects-and-users.ts'
import type { Migration } from './migration.ts'
import { validator, whole } from './rules.ts'

/** A feed remembers up to where tombstones went out of it. What went before this step is not known: it may be all (RT3). */
export const purgedFeeds: Migration = {
  number: 15,
  name: 'purged-feeds',
  async up(db) {
    const rules = validator({ ...userFields, purgedFeedSeq: whole() }, userConditions)
    await db.command({ collMod: 'users', validator: rules })
    const users = db.collection('users')
    await users.updateMany({ purgedFeedSeq: { $exists: false } }, [{ $set: { purgedFeedSeq: '$feedSeq' } }])
  },
  async down(db) {
    await db.command({ collMod: 'users', validator: validator(userFields, userConditions) })
    await db.collection('users').updateMany({ purgedFeedSeq: { $exists: true } }, { $unset: { purgedFeedSeq: '' } })
  },
}
