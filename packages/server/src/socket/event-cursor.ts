import type { LivePlace } from '@chat-view/protocol'
import { CodedError } from '../ports/coded-error.ts'

/** Where a reader stands in one topic. */
export interface TopicPlace {
  /** The thread's id, or `feed`. */
  readonly key: string
  /** Null: it has nothing yet, and begins with a fresh page. */
  readonly seq: number | null
  readonly live: readonly LivePlace[]
}

/** The first letter is the form's version. */
const version = '1'
const feed = 'f'
const radix = 36

const packId = (id: string): string => Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')

const unpackId = (packed: string): string =>
  Buffer.from(packed, 'base64url')
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

const numberOf = (text: string): number => {
  const value = /^[0-9a-z]{1,11}$/.test(text) ? Number.parseInt(text, radix) : Number.NaN
  if (!Number.isSafeInteger(value)) throw new CodedError('invalid_cursor')
  return value
}

/** Writes one place; {@link joinTopics} makes an id of many. */
export const packTopic = ({ key, seq, live }: TopicPlace): string =>
  [
    key === 'feed' ? feed : packId(key),
    seq === null ? '' : seq.toString(radix),
    ...live.flatMap(({ message, generation, part, offset }) => [
      packId(message),
      packId(generation),
      part.toString(radix),
      offset.toString(radix),
    ]),
  ].join('.')

const unpackTopic = (packed: string): TopicPlace => {
  const [key = '', seq = '', ...rest] = packed.split('.')
  const live: LivePlace[] = []
  for (let at = 0; at < rest.length; at += 4) {
    const [message = '', generation = '', part = '', offset = ''] = rest.slice(at, at + 4)
    const [inPart, from] = [numberOf(part), numberOf(offset)]
    live.push({ message: unpackId(message), generation: unpackId(generation), part: inPart, offset: from })
  }
  return { key: key === feed ? 'feed' : unpackId(key), seq: seq === '' ? null : numberOf(seq), live }
}

/** Makes places that were packed the id of an event: letters, digits and `,.-_` alone. */
export const joinTopics = (packed: Iterable<string>): string => [version, ...packed].join(',')

/** Reads such an id; whether its ids are ids is for whoever subscribes by them. @throws invalid_cursor */
export const unpackCursor = (cursor: string): TopicPlace[] => {
  const [form, ...topics] = cursor.split(',')
  if (form !== version) throw new CodedError('invalid_cursor')
  return topics.map(unpackTopic)
}
