import { randomBytes } from 'node:crypto'

/** A new trace id: 32 hex digits, as W3C trace context has it (OP2). */
export const newTraceId = (): string => randomBytes(16).toString('hex')
