import type { AdminProject, ProjectSettings, SigningKey } from '@chat-view/protocol'

/** A signing key with what verifies a token: a secret for HS256, a public key in PEM for the others. */
export interface SigningKeyRecord extends SigningKey {
  readonly projectId: string
  readonly material: string
}

/** An operator's API key; the key itself is nowhere, only its hash (SE7). */
export interface OperatorKeyRecord {
  readonly id: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly hash: string
  readonly createdAt: number
  readonly revokedAt: number | null
}

export interface ProjectPatch {
  readonly name?: string
  readonly origins?: readonly string[]
  readonly enabled?: boolean
  readonly settings?: Partial<ProjectSettings>
}

/** Projects, the keys of their hosts, and operators' keys. Every change is in the audit trail; `actor` defaults to `server`. */
export interface ProjectStore {
  createProject(project: AdminProject, actor?: string): Promise<AdminProject>
  /** @throws conflict with the current project when `version` is another; not_found */
  updateProject(
    id: string,
    patch: ProjectPatch,
    expected?: { version?: number; actor?: string; at?: number },
  ): Promise<AdminProject>
  getProject(id: string): Promise<AdminProject | null>
  findProjectByKey(key: string): Promise<AdminProject | null>
  listProjects(): Promise<AdminProject[]>

  addSigningKey(key: SigningKeyRecord, actor?: string): Promise<void>
  /** From `at` on the key verifies nothing; earlier of two ends wins. @throws not_found */
  expireSigningKey(projectId: string, kid: string, at: number, actor?: string): Promise<void>
  listSigningKeys(projectId: string): Promise<SigningKeyRecord[]>

  addOperatorKey(key: OperatorKeyRecord, actor?: string): Promise<void>
  findOperatorKey(hash: string): Promise<OperatorKeyRecord | null>
  listOperatorKeys(): Promise<OperatorKeyRecord[]>
  /** @throws not_found */
  revokeOperatorKey(id: string, at: number, actor?: string): Promise<void>
}
