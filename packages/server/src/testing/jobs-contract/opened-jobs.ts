import type { AgendaBackend } from 'agenda'

/** Where a backend keeps its jobs, in a form that reaches another process. */
export type JobsPlace =
  | { readonly kind: 'sqlite'; readonly path: string }
  | { readonly kind: 'mongodb'; readonly address: string; readonly collection: string }

/** An empty place for jobs, for one test. */
export interface OpenedJobs {
  readonly place: JobsPlace
  /** Another connection to it, as another process has; closed by who asked. */
  backend(): AgendaBackend
  /** Closes and removes all. */
  close(): Promise<void>
}

export type OpenJobs = () => Promise<OpenedJobs>
