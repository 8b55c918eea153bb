/** Who stands behind a request or a connection, after its token was verified. */
export interface Principal {
  readonly userId: string
  readonly projectId: string
  readonly sessionId: string
  readonly kind: 'known' | 'visitor'
  readonly name: string | null
  /** What they are to every thread of the project, by their signed token (CV10); null: nothing. */
  readonly projectRole: 'collaborator' | 'viewer' | null
  /** When the access token ends, in milliseconds since the Unix epoch. */
  readonly expiresAt: number
}
