import type { Store } from '../../ports/store.ts'

/** A store that a contract test runs against, empty when it is opened. */
export interface OpenedStore {
  readonly store: Store
  /** Closes it and opens what it left behind; absent where nothing outlives a process. */
  reopen?(): Promise<Store>
  /** Removes all rows; absent where opening another is as cheap. */
  empty?(): Promise<void>
  /** Closes it and removes all traces. */
  close(): Promise<void>
}

export type OpenStore = () => Promise<OpenedStore>
