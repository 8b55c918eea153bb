import type { CommandName, EndedGenerationState } from '@chat-view/protocol'
import type { ErrorCode } from '@chat-view/protocol/codes'
import type { Scene } from './scene.ts'

interface Case {
  readonly name: string
  /** Who asks: the owner, unless told. */
  readonly by?: 'stranger' | 'visitor'
  readonly command: CommandName
  /** How the scene's answer stands before: ended as done unless said otherwise; null: it runs. */
  readonly answer?: EndedGenerationState | null
  /** What happened before. */
  readonly before?: (scene: Scene) => Promise<unknown>
  readonly args: (scene: Scene) => Record<string, unknown> | Promise<Record<string, unknown>>
}

/** A command that is done, and what its result holds at least. */
export interface ResultCase extends Case {
  readonly result: (scene: Scene) => Record<string, unknown>
  /** True: it asks for an answer, which begins once however often it is sent. */
  readonly asks?: boolean
}

const text = (words: string) => [{ kind: 'text', text: words }]
const said = (words: string, more: object = {}) => ({ role: 'user', parts: text(words), ...more })
const asked = { role: 'assistant', parts: [], generation: { state: 'queued', end: null } }

/** What each command does, the same through every door (CV1, CV2, CV3). */
export const resultCases: readonly ResultCase[] = [
  {
    name: 'createThread makes a thread with its first message and the answer to it',
    command: 'createThread',
    args: () => ({ title: ' A \n title ', message: { text: 'Hello' } }),
    result: ({ owner }) => ({
      thread: { title: 'A title', role: 'owner', messageCount: 2, archivedAt: null },
      message: said('Hello', { authorId: owner.id }),
      answer: asked,
    }),
    asks: true,
  },
  {
    name: 'createThread makes an empty thread',
    command: 'createThread',
    args: () => ({}),
    result: () => ({ thread: { title: null, messageCount: 0 }, message: null, answer: null }),
  },
  {
    name: 'updateThread renames',
    command: 'updateThread',
    args: ({ thread }) => ({ thread, title: 'Boats' }),
    result: ({ thread }) => ({ thread: { id: thread, title: 'Boats' } }),
  },
  {
    name: 'updateThread pins',
    command: 'updateThread',
    args: ({ thread }) => ({ thread, pinned: true }),
    result: () => ({ thread: { pinned: true } }),
  },
  {
    name: 'updateThread brings an archived thread back and renames it in one step',
    command: 'updateThread',
    before: ({ act, thread }) => act('updateThread', { thread, archived: true }),
    args: ({ thread }) => ({ thread, archived: false, title: 'Back' }),
    result: () => ({ thread: { archivedAt: null, title: 'Back' } }),
  },
  {
    name: 'deleteThread deletes',
    command: 'deleteThread',
    args: ({ thread }) => ({ thread }),
    result: ({ thread }) => ({ thread }),
  },
  {
    name: 'markRead moves the mark',
    command: 'markRead',
    args: ({ thread }) => ({ thread, seq: 1_000 }),
    result: () => ({ thread: { unread: false } }),
  },
  {
    name: 'sendMessage asks for an answer',
    command: 'sendMessage',
    args: ({ thread }) => ({ thread, text: 'And planes?' }),
    result: ({ thread }) => ({ message: said('And planes?', { threadId: thread }), answer: asked }),
    asks: true,
  },
  {
    name: 'sendMessage to people alone asks for none',
    command: 'sendMessage',
    args: ({ thread }) => ({ thread, text: 'Just us', answer: false }),
    result: () => ({ message: said('Just us'), answer: null }),
  },
  {
    name: 'editMessage changes the text and asks again',
    command: 'editMessage',
    args: ({ question }) => ({ message: question, text: 'Why do ships float?' }),
    result: ({ question }) => ({ message: said('Why do ships float?', { id: question, edits: 1 }), answer: asked }),
    asks: true,
  },
  {
    name: 'deleteMessage empties it and keeps its place',
    command: 'deleteMessage',
    args: ({ question }) => ({ message: question }),
    result: ({ question, room }) => ({ message: { id: question, parts: [], deletedAt: room.clock.now() } }),
  },
  {
    name: 'regenerate asks for another version',
    command: 'regenerate',
    args: ({ answer }) => ({ message: answer }),
    result: ({ answer }) => ({ message: { ...asked, id: answer, versions: { shown: 2, count: 2 } } }),
    asks: true,
  },
  {
    name: 'continue goes on where an answer was interrupted',
    command: 'continue',
    answer: 'interrupted',
    args: ({ answer }) => ({ message: answer }),
    result: ({ answer }) => ({
      message: { ...asked, id: answer, parts: text('An answer.'), versions: { shown: 1, count: 1 } },
    }),
    asks: true,
  },
  {
    name: 'stop ends an answer that nobody has begun',
    command: 'stop',
    answer: null,
    args: ({ answer, generation }) => ({ message: answer, generation }),
    result: ({ answer }) => ({ message: { id: answer, generation: { state: 'stopped' } } }),
  },
  {
    name: 'stop of an answer that has ended answers with that end',
    command: 'stop',
    args: ({ answer, generation }) => ({ message: answer, generation }),
    result: () => ({ message: { generation: { state: 'done' } } }),
  },
  {
    name: 'showVersion goes back to an earlier answer',
    command: 'showVersion',
    before: async ({ act, answer, end }) =>
      end((await act('regenerate', { message: answer })).message, 'done', 'Another.'),
    args: ({ answer }) => ({ message: answer, number: 1 }),
    result: () => ({ message: { parts: text('An answer.'), versions: { shown: 1, count: 2 } } }),
  },
  {
    name: 'giveFeedback keeps one’s opinion',
    command: 'giveFeedback',
    args: ({ answer }) => ({ message: answer, feedback: { rating: 'up', reason: 'clear' } }),
    result: () => ({ message: { feedback: { rating: 'up', reason: 'clear' } } }),
  },
  {
    name: 'giveFeedback takes it back',
    command: 'giveFeedback',
    before: ({ act, answer }) => act('giveFeedback', { message: answer, feedback: { rating: 'down', reason: null } }),
    args: ({ answer }) => ({ message: answer, feedback: null }),
    result: () => ({ message: { feedback: null } }),
  },
  {
    name: 'giveFeedback to an answer that is shown no longer leaves the one that is without',
    command: 'giveFeedback',
    before: ({ act, answer }) => act('regenerate', { message: answer }),
    args: ({ answer }) => ({ message: answer, number: 1, feedback: { rating: 'up', reason: null } }),
    result: () => ({ message: { versions: { shown: 2, count: 2 }, feedback: null } }),
  },
]

/** A command that is refused, and the code that says why. */
export interface RefusalCase extends Case {
  readonly code: ErrorCode
  /** What else the problem holds. */
  readonly problem?: (scene: Scene) => Record<string, unknown>
}
