import type { MaskRecord } from '../../../ports/mask-vault.ts'
import { collection, text, time } from './fields.ts'

export interface MaskRow extends MaskRecord {
  readonly threadId: string
}

export const masks = collection<MaskRow>('masks', {
  threadId: text(1),
  placeholder: text(1),
  sealed: text(1),
  at: time(),
})
masks.index({ threadId: 1, placeholder: 1 }, { name: 'placeholder', unique: true })
masks.index({ threadId: 1, at: 1, placeholder: 1 }, { name: 'age' })
