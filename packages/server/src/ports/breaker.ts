/** Leave to call a service, with which is told what came of it; `probe`: its breaker is half open, and this call decides. */
export interface BreakerPass {
  readonly target: string
  readonly probe: boolean
}

export type Admittance =
  | { readonly admitted: true; readonly pass: BreakerPass }
  /** Milliseconds until one may be let through to see. */
  | { readonly admitted: false; readonly waitMs: number }

export type BreakerState = 'closed' | 'open' | 'half-open'

/** A service that is not just called: since when it isn't, and until when at least. Milliseconds since the Unix epoch. */
export interface TrippedBreaker {
  readonly target: string
  readonly state: Exclude<BreakerState, 'closed'>
  readonly until: number
}

/**
 * Spares a service that fails, and the users who would wait for it (AI2). After some failures in a row it lets no call
 * through for a time, then one, whose outcome decides. A target is a provider and a model at one address under one key.
 * No method throws: one that shares its state decides by its own when that is out of reach. Exactly one of `succeeded`,
 * `failed` and `left` follows each pass; a probe of which nothing is heard is forgotten after a time.
 */
export interface Breaker {
  admit(target: string): Promise<Admittance>
  /** It answered: its first piece came. */
  succeeded(pass: BreakerPass): Promise<void>
  /** It could not answer. `waitMs`: it asked to be left alone for so long. */
  failed(pass: BreakerPass, waitMs?: number): Promise<void>
  /** The call says nothing about the service: it was stopped, or the request itself was at fault. */
  left(pass: BreakerPass): Promise<void>
  /** Those that are not closed, the longest open first. */
  tripped(): Promise<readonly TrippedBreaker[]>
}
