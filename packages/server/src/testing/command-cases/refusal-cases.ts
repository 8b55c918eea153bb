import { bounds } from '@chat-view/protocol/codes'
import { CodedError } from '../../ports/coded-error.ts'
import type { RefusalCase } from './command-cases.ts'
import type { Scene } from './scene.ts'

const archive = ({ act, thread }: Scene) => act('updateThread', { thread, archived: true })
const remove = ({ act, thread }: Scene) => act('deleteThread', { thread })
const empty = ({ act, question }: Scene) => act('deleteMessage', { message: question })
const elsewhere = '00000000-0000-7000-8000-000000000000'

const busy = async ({ room }: Scene): Promise<void> => {
  room.answers.refuse = new CodedError('too_many', { retryAfter: 5 })
}

const rename = ({ thread }: Scene) => ({ thread, title: 'Boats' })
const send = ({ thread }: Scene) => ({ thread, text: 'Hello' })
const edit = ({ question }: Scene) => ({ message: question, text: 'Hello' })
const ofQuestion = ({ question }: Scene) => ({ message: question })
const ofAnswer = ({ answer }: Scene) => ({ message: answer })
const ofThread = ({ thread }: Scene) => ({ thread })

const strangers: readonly RefusalCase[] = (
  [
    ['updateThread', rename],
    ['deleteThread', ofThread],
    ['markRead', ({ thread }) => ({ thread, seq: 1 })],
    ['sendMessage', send],
    ['editMessage', edit],
    ['deleteMessage', ofQuestion],
    ['regenerate', ofAnswer],
    ['continue', ofAnswer],
    ['stop', ({ answer, generation }) => ({ message: answer, generation })],
    ['showVersion', ({ answer }) => ({ message: answer, number: 1 })],
    ['giveFeedback', ({ answer }) => ({ message: answer, feedback: null })],
  ] satisfies [RefusalCase['command'], RefusalCase['args']][]
).map(([command, args]) => ({ name: `${command} of a stranger`, command, by: 'stranger', args, code: 'not_found' }))

const feedback = ({ answer }: Scene) => ({ message: answer, feedback: null })
const version = ({ answer }: Scene) => ({ message: answer, number: 1 })

/** Archived and deleted threads as targets, of all commands that have no case of their own below. */
const targets: readonly RefusalCase[] = (
  [
    ['deleteMessage', ofQuestion],
    ['regenerate', ofAnswer],
    ['continue', ofAnswer],
    ['showVersion', version],
    ['updateThread', rename],
    ['giveFeedback', feedback],
  ] satisfies [RefusalCase['command'], RefusalCase['args']][]
).flatMap(([command, args]): RefusalCase[] => {
  const gone = {
    name: `${command} where the thread was deleted`,
    command,
    before: remove,
    args,
    code: 'deleted',
  } as const
  const frozen = {
    name: `${command} where it was archived`,
    command,
    before: archive,
    args,
    code: 'thread_archived',
  } as const
  // One's own opinion is nobody else's: it stays one's own in an archived thread too.
  return command === 'giveFeedback' ? [gone] : [gone, frozen]
})

/** What each command is refused, with the same problem through every door (CV9, SE10). */
export const refusalCases: readonly RefusalCase[] = [
  ...strangers,
  ...targets,
  {
    name: 'createThread with a blank title',
    command: 'createThread',
    args: () => ({ title: ' \n' }),
    code: 'invalid_request',
  },
  {
    name: 'updateThread with a title beyond all measure',
    command: 'updateThread',
    args: ({ thread }) => ({ thread, title: 'x'.repeat(bounds.title + 1) }),
    code: 'invalid_request',
    problem: () => ({ errors: [{ path: 'title' }] }),
  },
  {
    name: 'createThread while the provider is away',
    command: 'createThread',
    before: async ({ room }) => {
      room.answers.refuse = new CodedError('provider_unavailable', { retryAfter: 5 })
    },
    args: () => ({ message: { text: 'Hi' } }),
    code: 'provider_unavailable',
  },
  { name: 'updateThread that changes nothing', command: 'updateThread', args: ofThread, code: 'invalid_request' },
  {
    name: 'updateThread of another version',
    command: 'updateThread',
    before: ({ act, thread }) => act('updateThread', { thread, title: 'Sails' }),
    args: scene => ({ ...rename(scene), version: 1 }),
    code: 'conflict',
    problem: ({ thread }) => ({ current: { id: thread, title: 'Sails' } }),
  },
  {
    name: 'deleteThread of a deleted thread',
    command: 'deleteThread',
    before: remove,
    args: ofThread,
    code: 'deleted',
  },
  {
    name: 'markRead with a place before the first',
    command: 'markRead',
    args: ({ thread }) => ({ thread, seq: -1 }),
    code: 'invalid_request',
  },
  {
    name: 'markRead of a deleted thread',
    command: 'markRead',
    before: remove,
    args: ({ thread }) => ({ thread, seq: 1 }),
    code: 'deleted',
  },
  {
    name: 'sendMessage to an archived thread',
    command: 'sendMessage',
    before: archive,
    args: send,
    code: 'thread_archived',
  },
  { name: 'sendMessage to a deleted thread', command: 'sendMessage', before: remove, args: send, code: 'deleted' },
  {
    name: 'sendMessage to a thread that never was',
    command: 'sendMessage',
    args: () => ({ thread: elsewhere, text: 'Hi' }),
    code: 'not_found',
  },
  {
    name: 'sendMessage while too many answers wait',
    command: 'sendMessage',
    before: busy,
    args: send,
    code: 'too_many',
    problem: () => ({ retryAfter: 5, next: 'wait' }),
  },
  {
    name: 'sendMessage of nothing but blanks',
    command: 'sendMessage',
    args: ({ thread }) => ({ thread, text: ' \n\t' }),
    code: 'invalid_request',
  },
  {
    name: 'sendMessage with NUL',
    command: 'sendMessage',
    args: ({ thread }) => ({ thread, text: 'a\u0000b' }),
    code: 'invalid_request',
  },
  {
    name: 'stop with an object in an id’s place',
    command: 'stop',
    args: ({ answer }) => ({ message: answer, generation: { $gt: '' } }),
    code: 'invalid_request',
    problem: () => ({ errors: [{ path: 'generation' }] }),
  },
  {
    name: 'editMessage of an answer',
    command: 'editMessage',
    args: ({ answer }) => ({ message: answer, text: 'Hi' }),
    code: 'forbidden',
  },
  {
    name: 'editMessage while too many answers wait',
    command: 'editMessage',
    before: busy,
    args: edit,
    code: 'too_many',
  },
  { name: 'editMessage in a deleted thread', command: 'editMessage', before: remove, args: edit, code: 'deleted' },
  { name: 'editMessage of a deleted message', command: 'editMessage', before: empty, args: edit, code: 'deleted' },
  {
    name: 'editMessage of another version',
    command: 'editMessage',
    before: ({ act, question }) => act('editMessage', { message: question, text: 'Meanwhile' }),
    args: scene => ({ ...edit(scene), version: 1 }),
    code: 'conflict',
    problem: ({ question }) => ({ current: { id: question, parts: [{ kind: 'text', text: 'Meanwhile' }] } }),
  },
  {
    name: 'editMessage in an archived thread',
    command: 'editMessage',
    before: archive,
    args: edit,
    code: 'thread_archived',
  },
  {
    name: 'deleteMessage of a deleted message',
    command: 'deleteMessage',
    before: empty,
    args: ofQuestion,
    code: 'deleted',
  },
  { name: 'regenerate of a question', command: 'regenerate', args: ofQuestion, code: 'forbidden' },
  {
    name: 'regenerate of an answer that runs',
    command: 'regenerate',
    answer: null,
    args: ofAnswer,
    code: 'state_conflict',
  },
  { name: 'continue of an answer that is done', command: 'continue', args: ofAnswer, code: 'state_conflict' },
  { name: 'continue of a question', command: 'continue', args: ofQuestion, code: 'forbidden' },
  {
    name: 'stop of another message’s generation',
    command: 'stop',
    args: ({ answer }) => ({ message: answer, generation: elsewhere }),
    code: 'not_found',
  },
  {
    name: 'showVersion of a version that is not there',
    command: 'showVersion',
    args: ({ answer }) => ({ message: answer, number: 9 }),
    code: 'state_conflict',
  },
  {
    name: 'showVersion of a question',
    command: 'showVersion',
    args: ({ question }) => ({ message: question, number: 1 }),
    code: 'forbidden',
  },
  {
    name: 'giveFeedback on a question',
    command: 'giveFeedback',
    args: ({ question }) => ({ message: question, feedback: null }),
    code: 'forbidden',
  },
  {
    name: 'giveFeedback to an answer that is not there',
    command: 'giveFeedback',
    args: ({ answer }) => ({ message: answer, number: 2, feedback: { rating: 'up', reason: null } }),
    code: 'state_conflict',
  },
  {
    name: 'giveFeedback with another word',
    command: 'giveFeedback',
    args: ({ answer }) => ({ message: answer, feedback: { rating: 'meh', reason: null } }),
    code: 'invalid_request',
  },
]
