/** Who stands behind a request or a connection, after its token was verified. */
export interface Principal {
  readonly userId: string
  readonly projectId: string
  readonly sessionId: string
  readonly kind: 'known' | 'visitor'
  readonly name: string | null
  /** When the access token ends, in milliseconds since the Unix epoch. */
  readonly expiresAt: number
}
