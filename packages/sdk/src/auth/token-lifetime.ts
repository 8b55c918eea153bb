/** When a token is to be replaced and when it ends, by this device's clock. */
export interface TokenLifetime {
  readonly renewAt: number
  readonly endsAt: number
}

interface IssuedToken {
  readonly expiresAt: number
  readonly serverTime: number
}

/**
 * Reckons with how long the token lives, not with the server's hour: this device's clock may be wrong (SE1).
 * `asked` is when it was asked for, so that a slow answer shortens the life rather than lengthens it.
 */
export const tokenLifetime = (issued: IssuedToken, asked: number): TokenLifetime => {
  const life = Math.max(0, issued.expiresAt - issued.serverTime)
  const margin = Math.min(60_000, life / 4)
  return { renewAt: asked + life - margin, endsAt: asked + life }
}
