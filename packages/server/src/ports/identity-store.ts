/** An end user of a project. `externalId` is the host's name for a known one; visitors have none. */
export interface UserRecord {
  readonly id: string
  readonly projectId: string
  readonly kind: 'known' | 'visitor'
  readonly externalId: string | null
  readonly name: string | null
  readonly createdAt: number
  /** The known user that a visitor became (SE2). */
  readonly mergedInto: string | null
  /** Since when nobody is let in as them (ST8). */
  readonly erasedAt: number | null
}

/** Proof of identity that access tokens name. */
export interface SessionRecord {
  readonly id: string
  readonly userId: string
  readonly projectId: string
  readonly createdAt: number
  readonly expiresAt: number
  readonly revokedAt: number | null
}

/** Who is made known: the store adds the rest. */
export type NewUser = Omit<UserRecord, 'mergedInto' | 'erasedAt'>

/** Users and their sessions. */
export interface IdentityStore {
  /** Makes a visitor and a session of theirs, together. */
  createVisitor(user: NewUser, session: SessionRecord): Promise<void>
  /**
   * Finds the project's user of that external id, or makes them; takes a newer name; adds the session. `erasedAt` is set
   * where their erasure began in the same moment: nobody is let in by this session then.
   */
  openKnownSession(user: NewUser, session: SessionRecord): Promise<UserRecord>
  getUser(id: string): Promise<UserRecord | null>
  /** The project's user whom the host knows by that name; nobody who was erased. */
  findKnownUser(projectId: string, externalId: string): Promise<UserRecord | null>
  getSession(id: string): Promise<SessionRecord | null>
  /** Ends a session; ended twice is ended. */
  revokeSession(id: string, at: number): Promise<void>
  /** Moves a session's end further on. */
  extendSession(id: string, expiresAt: number): Promise<void>
}
