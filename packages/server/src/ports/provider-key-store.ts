/** A project's own provider key, as a `Cipher` sealed it (AI1). */
export interface ProviderKeyRecord {
  readonly projectId: string
  /** Another with each key that is set: what was made with an earlier one is told by it. */
  readonly id: string
  readonly sealed: string
  readonly setAt: number
}

/** Providers' keys of projects: one each, in no archive and no answer. Setting and forgetting are in the audit trail. */
export interface ProviderKeyStore {
  /** Replaces the one before. @throws not_found when there is no such project */
  setProviderKey(key: ProviderKeyRecord, actor: string): Promise<void>
  getProviderKey(projectId: string): Promise<ProviderKeyRecord | null>
  /** Whether there was one. @throws not_found when there is no such project */
  deleteProviderKey(projectId: string, at: number, actor: string): Promise<boolean>
  /** The same key under another seal; nothing where another was set meanwhile. */
  resealProviderKey(key: Pick<ProviderKeyRecord, 'projectId' | 'id' | 'sealed'>): Promise<void>
}
