import { codeOf } from './code-of.ts'

/** What stopped a chat, as it is shown: a code, and what finds the request in the server's logs. */
export interface Fault {
  /** From the table of error codes, or `render` for a fault of the widget. */
  readonly code: string
  readonly trace: string | null
}

/** Reads a fault from whatever was thrown. */
export function faultOf(error: unknown): Fault {
  const details = error instanceof Error ? error : null
  const trace = details && 'traceId' in details && typeof details.traceId === 'string' ? details.traceId : null
  return { code: codeOf(error), trace }
}
