/** Whether this incarnation is known to the others as one that lives. */
export type LeaseState =
  | { readonly name: 'stopped' }
  /** Nobody else could own anything, or the lease is held and renewed. */
  | { readonly name: 'held' }
  /** It could not be renewed; `since` in milliseconds since the Unix epoch. Nobody can be judged meanwhile. */
  | { readonly name: 'away'; readonly since: number }

/**
 * Who lives among the incarnations of nodes (RT5, RT14). A lease is liveness and no fence: rows are fenced by terms. One
 * that ran out while it could not be looked at proves nothing.
 */
export interface NodeLeases {
  readonly state: LeaseState
  /** Takes this incarnation's lease and keeps it. Never throws: one that cannot be taken is tried again. */
  start(): Promise<void>
  /** Of these incarnations, those of which no lease was seen for a whole lease time over an unbroken connection. */
  gone(owners: readonly string[]): Promise<ReadonlySet<string>>
  /** Those that hold a lease now, this one among them. @throws store_unavailable while that cannot be known */
  living(): Promise<readonly string[]>
  /** Gives the lease up, so that others need not wait for its end. */
  stop(): Promise<void>
}
