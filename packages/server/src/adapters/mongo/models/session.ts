import { collection, maybeWhole, ownId, text, time } from './fields.ts'

export interface SessionRow {
  readonly _id: string
  readonly userId: string
  readonly projectId: string
  readonly createdAt: number
  readonly expiresAt: number
  readonly revokedAt: number | null
}

export const sessions = collection<SessionRow>('sessions', {
  ...ownId,
  userId: text(1),
  projectId: text(1),
  createdAt: time(),
  expiresAt: time(),
  revokedAt: maybeWhole(),
})
sessions.index({ userId: 1 }, { name: 'user' })
sessions.index({ expiresAt: 1 }, { name: 'end' })
sessions.index({ revokedAt: 1 }, { name: 'revoked', partialFilterExpression: { revokedAt: { $gte: 0 } } })
