import type { Db, Document } from 'mongodb'
import { feedbackFields } from './0003-messages.ts'
import type { Migration } from './migration.ts'
import { type Rule, validator, whole } from './rules.ts'

const index = 'opinion'

const reshape = async (db: Db, fields: Readonly<Record<string, Rule>>): Promise<void> => {
  await db.command({ collMod: 'feedback', validator: validator(fields) })
  const feedback = db.collection('feedback')
  if (await feedback.indexExists(index)) await feedback.dropIndex(index)
}

const withMessage = { $lookup: { from: 'messages', localField: 'messageId', foreignField: '_id', as: 'message' } }
const shown: Document = { $first: '$message.shown' }

/** Opinions of answers that are not shown: of each message one can stay. */
const forgetOthers = async (db: Db): Promise<void> => {
  const feedback = db.collection('feedback')
  const others = feedback.aggregate([
    { $match: { number: { $exists: true } } },
    withMessage,
    { $match: { $expr: { $ne: ['$number', shown] } } },
    { $project: { _id: 1 } },
  ])
  for await (const { _id } of others) await feedback.deleteOne({ _id })
}

/** An opinion is of one of the answers that a message holds (CV2, CV3): what was said before, of the one that is shown. */
export const ratedVersions: Migration = {
  number: 16,
  name: 'rated-versions',
  async up(db) {
    await reshape(db, { ...feedbackFields, number: whole(1) })
    const feedback = db.collection('feedback')
    await feedback
      .aggregate([
        { $match: { number: { $exists: false } } },
        withMessage,
        { $project: { number: { $ifNull: [shown, 1] } } },
        { $merge: { into: 'feedback', on: '_id', whenMatched: 'merge', whenNotMatched: 'discard' } },
      ])
      .toArray()
    await feedback.createIndex({ messageId: 1, userId: 1, number: 1 }, { name: index, unique: true })
  },
  async down(db) {
    await forgetOthers(db)
    await reshape(db, feedbackFields)
    const feedback = db.collection('feedback')
    await feedback.updateMany({ number: { $exists: true } }, { $unset: { number: '' } })
    await feedback.createIndex({ messageId: 1, userId: 1 }, { name: index, unique: true })
  },
}
