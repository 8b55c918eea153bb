import type { ProviderKeyRecord } from '../../../ports/provider-key-store.ts'
import { collection, ownId, type RowOf, text, time } from './fields.ts'

export type ProviderKeyRow = RowOf<ProviderKeyRecord>

export const providerKeys = collection<ProviderKeyRow>('provider_keys', {
  ...ownId,
  projectId: text(1),
  sealed: text(1),
  setAt: time(),
})
providerKeys.index({ projectId: 1 }, { name: 'project', unique: true })
