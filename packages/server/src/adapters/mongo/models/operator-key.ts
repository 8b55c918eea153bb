import { collection, list, maybeWhole, ownId, text, time } from './fields.ts'

export interface OperatorKeyRow {
  readonly _id: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly hash: string
  readonly createdAt: number
  readonly revokedAt: number | null
}

export const operatorKeys = collection<OperatorKeyRow>('operator_keys', {
  ...ownId,
  name: text(),
  scopes: list,
  hash: text(1),
  createdAt: time(),
  revokedAt: maybeWhole(),
})
operatorKeys.index({ hash: 1 }, { name: 'hash', unique: true })
