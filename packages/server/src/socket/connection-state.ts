import type { Principal } from '../ports/principal.ts'

/** The life of a connection. Everything that it holds besides belongs to `ready` and goes with it. */
export type ConnectionState =
  | { readonly name: 'upgrading' }
  | { readonly name: 'awaiting hello' }
  | { readonly name: 'ready'; readonly principal: Principal }
  | { readonly name: 'closing'; readonly code: number; readonly reason: string }
  | { readonly name: 'closed' }

export const upgrading: ConnectionState = { name: 'upgrading' }
export const awaitingHello: ConnectionState = { name: 'awaiting hello' }
export const closed: ConnectionState = { name: 'closed' }
