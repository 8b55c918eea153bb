import type { ResultCase } from './command-cases.ts'
import type { Scene } from './scene.ts'
import { after, asks, decide, give, guest, guestAsks, tools } from './tool-scene.ts'

const waiting = ({ answer }: Scene) => ({ message: { id: answer, generation: { state: 'thinking', end: null } } })

/** What people and pages say to calls of tools, and pages offer (AI10). */
export const toolCases: readonly ResultCase[] = [
  {
    name: 'decideToolCall allows a call',
    command: 'decideToolCall',
    answer: null,
    before: asks,
    args: decide,
    result: waiting,
  },
  {
    name: 'decideToolCall denies it',
    command: 'decideToolCall',
    answer: null,
    before: asks,
    args: scene => ({ ...decide(scene), approve: false }),
    result: waiting,
  },
  {
    name: 'decideToolCall of who asked for the answer, in the thread of somebody else',
    command: 'decideToolCall',
    by: 'stranger',
    before: guestAsks,
    args: decide,
    result: waiting,
  },
  {
    name: 'decideToolCall of the thread’s owner, where somebody else has asked',
    command: 'decideToolCall',
    before: guestAsks,
    args: scene => ({ ...decide(scene), approve: false }),
    result: waiting,
  },
  {
    name: 'decideToolCall about a call of the page, for whoever takes part',
    command: 'decideToolCall',
    by: 'stranger',
    answer: null,
    before: after(guest('collaborator')),
    args: scene => ({ ...decide(scene), call: 'fill form' }),
    result: waiting,
  },
  {
    name: 'giveToolResult answers for the page, with any characters in the call’s name',
    command: 'giveToolResult',
    answer: null,
    before: asks,
    args: give,
    result: waiting,
  },
  {
    name: 'giveToolResult says what went wrong, and may say nothing',
    command: 'giveToolResult',
    answer: null,
    before: asks,
    args: scene => ({ ...give(scene), result: '', failed: true }),
    result: waiting,
  },
  {
    name: 'sendMessage offers what the page can do',
    command: 'sendMessage',
    args: ({ thread }) => ({ thread, text: 'Open my cart', tools }),
    result: () => ({ answer: { generation: { state: 'queued' } } }),
    asks: true,
  },
  {
    name: 'createThread offers it with its first message',
    command: 'createThread',
    args: () => ({ message: { text: 'Open my cart', tools } }),
    result: () => ({ answer: { generation: { state: 'queued' } } }),
    asks: true,
  },
  {
    name: 'regenerate offers it again',
    command: 'regenerate',
    args: ({ answer }) => ({ message: answer, tools }),
    result: () => ({ message: { generation: { state: 'queued' } } }),
    asks: true,
  },
]
