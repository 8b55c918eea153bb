import { collection, maybeText, maybeWhole, ownId, text, time, whole } from './fields.ts'

export interface ErasureRow {
  readonly _id: string
  readonly projectId: string
  /** Null once no row names them. */
  readonly userId: string | null
  readonly subjectHash: string
  readonly requestedAt: number
  readonly finishedAt: number | null
  readonly threads: number
  readonly messages: number
}

/** The condition of the partial index: a query that is to use it holds it word for word. */
export const isUnfinished = { finishedAt: { $type: 'null' } } as const

export const erasures = collection<ErasureRow>('erasures', {
  ...ownId,
  projectId: text(1),
  userId: maybeText(1),
  subjectHash: text(1),
  requestedAt: time(),
  finishedAt: maybeWhole(),
  threads: whole(),
  messages: whole(),
})
erasures.index({ subjectHash: 1 }, { name: 'subject', unique: true })
erasures.index({ requestedAt: 1, _id: 1 }, { name: 'open', partialFilterExpression: isUnfinished })
