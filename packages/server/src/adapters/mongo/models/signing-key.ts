import type { SigningKey } from '@chat-view/protocol'
import { collection, maybeWhole, oneOf, text, time } from './fields.ts'

export interface SigningKeyRow {
  readonly projectId: string
  readonly kid: string
  readonly algorithm: SigningKey['algorithm']
  readonly material: string
  readonly createdAt: number
  readonly expiresAt: number | null
}

export const signingKeys = collection<SigningKeyRow>('signing_keys', {
  projectId: text(1),
  kid: text(1),
  algorithm: oneOf(['HS256', 'EdDSA', 'ES256']),
  material: text(1),
  createdAt: time(),
  expiresAt: maybeWhole(),
})
signingKeys.index({ projectId: 1, kid: 1 }, { name: 'kid', unique: true })
signingKeys.index({ projectId: 1, createdAt: 1, kid: 1 }, { name: 'age' })
