import { type ClientFrame, clientFrame } from '@chat-view/protocol'
import type { RawData } from 'ws'
import { CodedError } from '../ports/coded-error.ts'

/** A client's frame, or why it is none, with the id that it named where one can be made out. */
export type ParsedFrame =
  | { readonly frame: ClientFrame }
  | { readonly error: CodedError; readonly id: string | undefined }

const mostErrors = 5

/** Of a frame that is too large only so much is looked at: to parse all of it, for an id, would hold up the others. */
const headBytes = 256

const idIn = (value: unknown): string | undefined => {
  if (typeof value !== 'object' || value === null || !('id' in value)) return undefined
  return typeof value.id === 'string' && value.id.length <= 64 ? value.id : undefined
}

const readJson = (data: RawData): { value: unknown } | null => {
  try {
    return { value: JSON.parse(data.toString()) }
  } catch {
    return null
  }
}

// A text's own quotation marks are escaped, so what looks like an id this early is one.
const earlyId = (data: Buffer): string | undefined =>
  /"id"\s*:\s*"([^"\\]{1,64})"/.exec(data.toString('utf8', 0, headBytes))?.[1]

const topicProblem = (frame: ClientFrame): string | null => {
  if (frame.type !== 'subscribe' && frame.type !== 'unsubscribe') return null
  return (frame.thread === undefined) === (frame.feed === undefined) ? 'must name either a thread or the feed' : null
}

/** Reads a message as a frame of the contract, once (SE10). */
export const parseFrame = (data: RawData, isBinary: boolean, maxBytes: number): ParsedFrame => {
  if (isBinary) return { error: new CodedError('invalid_frame', { detail: 'Frames are text' }), id: undefined }
  if (Buffer.isBuffer(data) && data.length > maxBytes) {
    return {
      error: new CodedError('too_large', { detail: `A frame has at most ${maxBytes} bytes` }),
      id: earlyId(data),
    }
  }
  const json = readJson(data)
  return json ? readFrame(json.value) : { error: new CodedError('invalid_json'), id: undefined }
}

/** Takes a value as a frame of the contract (SE10). */
export const readFrame = (value: unknown): ParsedFrame => {
  const id = idIn(value)
  const parsed = clientFrame.safeParse(value)
  if (!parsed.success) {
    const errors = parsed.error.issues
      .slice(0, mostErrors)
      .map(issue => ({ path: issue.path.join('.'), message: issue.message }))
    return { error: new CodedError('invalid_frame', { errors }), id }
  }
  const problem = topicProblem(parsed.data)
  if (problem) return { error: new CodedError('invalid_frame', { errors: [{ path: 'thread', message: problem }] }), id }
  return { frame: parsed.data }
}
