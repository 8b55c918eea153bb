import type { CommandName } from '@chat-view/protocol'
import { bounds } from '@chat-view/protocol/codes'
import type { ChatError } from '../errors/chat-error.ts'

/** A command on its way, as it is kept on the device (RT11). */
export interface OutboxItem {
  /** Command id; a new one when a refused command is tried again. */
  readonly id: string
  /** Key of the view that it concerns, for what is shown as pending. */
  readonly key: string
  readonly name: CommandName
  readonly args: Readonly<Record<string, unknown>>
  /** Arguments of the message that goes in its place once it is done: of a thread that is made without one. */
  readonly next?: OutboxItem['args']
  /** Commands of one lane go one after the other. */
  readonly lane: string
  /** Id of the thread, or the key of one that is not created yet. */
  readonly thread: string | null
  readonly createdAt: number
  /** Why it was refused, where it was; only as it is kept. */
  readonly error?: unknown
}

/** Where an item stands: one setter changes it. */
export type ItemState =
  | { readonly state: 'queued' }
  | { readonly state: 'sending' }
  | { readonly state: 'waiting'; readonly error: ChatError }
  | { readonly state: 'failed'; readonly error: ChatError }

const hour = 3_600_000
// An hour less than the server remembers, for what is on its way when the time is up.
const lifetime = bounds.commandDays * 24 * hour - hour

/** Older than command ids are remembered: sent again it could be done twice. */
export const isExpired = (item: OutboxItem, now: number): boolean => now - item.createdAt > lifetime

/** What a person wrote to the thread, where the command carries that. */
export const writtenText = ({ name, args, next }: OutboxItem): string | null => {
  const { text, message } = (next ? { message: next } : args) as { text?: unknown; message?: { text?: unknown } }
  const asks = name === 'sendMessage' || name === 'editMessage'
  const written = name === 'createThread' ? message?.text : asks ? text : null
  return typeof written === 'string' ? written : null
}

/** An item of an earlier page: there is no view any more but that of the message itself, and a thread goes by its id. */
export const reopened = (item: OutboxItem): OutboxItem => {
  const { message } = item.args
  // Lanes of its messages go by its name alone: what is written from now on comes behind.
  const lane = item.thread && !item.lane.includes(':') ? item.thread : item.lane
  return { ...item, lane, ...(item.name === 'editMessage' && typeof message === 'string' && { key: message }) }
}
