import { bounds } from '@chat-view/protocol/codes'
import type { RefusalCase, ResultCase } from './command-cases.ts'
import type { Scene } from './scene.ts'

const text = 'They spoke of ships.'
const elsewhere = '00000000-0000-7000-8000-000000000000'
const archive = ({ act, thread }: Scene) => act('updateThread', { thread, archived: true })
const remove = ({ act, thread }: Scene) => act('deleteThread', { thread })
const asGuest = ({ act, thread }: Scene) => act('inviteParticipant', { thread, user: 'eve', role: 'collaborator' })

/** The one summary of the scene's thread; made when it is not there. */
const summaryIn = async ({ act, room, thread }: Scene): Promise<string> => {
  const [there] = await room.store.listSummaries(thread)
  if (there !== undefined) return there.id
  const made = await act('createSummary', { thread, text })
  return made.summary?.id ?? ''
}

const create = ({ thread }: Scene) => ({ thread, text })
const edit = async (scene: Scene) => ({ summary: await summaryIn(scene), text: 'Of boats.' })
const drop = async (scene: Scene) => ({ summary: await summaryIn(scene) })

/** What people do with what stands for the older part of a thread (AI5). */
export const summaryCases: readonly ResultCase[] = [
  {
    name: 'createSummary keeps a text for all that was said',
    command: 'createSummary',
    args: create,
    result: ({ thread, owner }) => ({
      summary: { threadId: thread, text, fromSeq: 1, messages: 2, state: 'current', authorId: owner.id, version: 1 },
    }),
  },
  {
    name: 'createSummary ends with the message that is named',
    command: 'createSummary',
    args: ({ thread, question }) => ({ thread, to: question, text }),
    result: () => ({ summary: { messages: 1 } }),
  },
  {
    name: 'createSummary ends before an answer that is still written',
    command: 'createSummary',
    answer: null,
    args: create,
    result: () => ({ summary: { messages: 1 } }),
  },
  {
    name: 'createSummary without a text asks the assistant for one',
    command: 'createSummary',
    args: ({ thread, answer }) => ({ thread, to: answer }),
    result: () => ({ summary: null }),
  },
  {
    name: 'editSummary replaces its text',
    command: 'editSummary',
    args: async scene => ({ ...(await edit(scene)), version: 1 }),
    result: ({ owner }) => ({ summary: { text: 'Of boats.', version: 2, authorId: owner.id } }),
  },
  {
    name: 'deleteSummary removes it',
    command: 'deleteSummary',
    args: drop,
    result: () => ({}),
  },
]

const ofEach: readonly RefusalCase[] = (
  [
    ['createSummary', create],
    ['editSummary', edit],
    ['deleteSummary', drop],
  ] satisfies [RefusalCase['command'], RefusalCase['args']][]
).flatMap(([command, args]): RefusalCase[] => [
  { name: `${command} of a stranger`, command, by: 'stranger', before: summaryIn, args, code: 'not_found' },
  {
    name: `${command} of a guest`,
    command,
    by: 'stranger',
    before: async scene => {
      await summaryIn(scene)
      await asGuest(scene)
    },
    args,
    code: 'forbidden',
  },
  {
    name: `${command} in an archived thread`,
    command,
    before: async scene => {
      await summaryIn(scene)
      await archive(scene)
    },
    args,
    code: 'thread_archived',
  },
])

/** What is refused of that, with the same problem through every door (AI5, CV9). */
export const summaryRefusals: readonly RefusalCase[] = [
  ...ofEach,
  {
    name: 'createSummary in a deleted thread',
    command: 'createSummary',
    before: remove,
    args: create,
    code: 'deleted',
  },
  {
    name: 'createSummary without a text in an archived thread',
    command: 'createSummary',
    before: archive,
    args: ({ thread }) => ({ thread }),
    code: 'thread_archived',
  },
  {
    name: 'createSummary of what a summary stands for',
    command: 'createSummary',
    before: summaryIn,
    args: create,
    code: 'state_conflict',
  },
  {
    name: 'createSummary without a text where nothing is left',
    command: 'createSummary',
    before: summaryIn,
    args: ({ thread }) => ({ thread }),
    code: 'state_conflict',
  },
  {
    name: 'createSummary up to an answer that is still written',
    command: 'createSummary',
    answer: null,
    args: ({ thread, answer }) => ({ thread, to: answer, text }),
    code: 'state_conflict',
  },
  {
    name: 'createSummary up to a message that was deleted',
    command: 'createSummary',
    before: ({ act, question }) => act('deleteMessage', { message: question }),
    args: ({ thread, question }) => ({ thread, to: question, text }),
    code: 'state_conflict',
  },
  {
    name: 'createSummary up to a message of nowhere',
    command: 'createSummary',
    args: ({ thread }) => ({ thread, to: elsewhere, text }),
    code: 'not_found',
  },
  {
    name: 'createSummary of nothing but blanks',
    command: 'createSummary',
    args: ({ thread }) => ({ thread, text: ' \n' }),
    code: 'invalid_request',
    problem: () => ({ errors: [{ path: 'text' }] }),
  },
  {
    name: 'editSummary of another version',
    command: 'editSummary',
    before: summaryIn,
    args: async scene => ({ ...(await edit(scene)), version: 7 }),
    code: 'conflict',
    problem: () => ({ current: { text, version: 1 } }),
  },
  {
    name: 'editSummary with a text beyond all measure',
    command: 'editSummary',
    before: summaryIn,
    args: async scene => ({ ...(await edit(scene)), text: 'x'.repeat(bounds.summaryText + 1) }),
    code: 'invalid_request',
  },
  {
    name: 'deleteSummary of another version',
    command: 'deleteSummary',
    before: summaryIn,
    args: async scene => ({ ...(await drop(scene)), version: 7 }),
    code: 'conflict',
  },
  {
    name: 'deleteSummary of one that never was',
    command: 'deleteSummary',
    args: () => ({ summary: elsewhere }),
    code: 'not_found',
  },
]
