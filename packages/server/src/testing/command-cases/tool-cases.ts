import { bounds } from '@chat-view/protocol/codes'
import { scriptedPageTool } from '../scripted-tools.ts'
import type { RefusalCase, ResultCase } from './command-cases.ts'
import type { Scene } from './scene.ts'

/** The running answer asks for a call of each kind that waits. */
const asks = async ({ room, generation }: Scene): Promise<void> => {
  const { owner = '' } = (await room.store.getGeneration(generation)) ?? {}
  await room.store.startGeneration(generation, 1, room.clock.now())
  const ask = (call: string, approval: boolean, page: boolean) =>
    room.store.askToolCall({ generationId: generation, call, approval, page, owner, at: room.clock.now() })
  await ask('pay', true, false)
  await ask('open cart', false, true)
}

const settings =
  (patch: object) =>
  async ({ room }: Scene): Promise<void> => {
    const { id } = await room.store.updateProject(room.project.id, { settings: patch })
    room.bus.publish({ kind: 'project', project: id })
  }

const decide = ({ answer }: Scene) => ({ message: answer, call: 'pay', approve: true })
const give = ({ answer }: Scene) => ({ message: answer, call: 'open cart', result: 'opened' })
const waiting = ({ answer }: Scene) => ({ message: { id: answer, generation: { state: 'thinking', end: null } } })
/** A schema of so many levels. */
const nested = (levels: number): Record<string, unknown> =>
  Array.from({ length: levels }).reduce<Record<string, unknown>>(inner => ({ items: inner }), {})
const tools = [scriptedPageTool('open_cart', { title: 'Open the cart' })]

const after =
  (...steps: ((scene: Scene) => Promise<unknown>)[]) =>
  async (scene: Scene): Promise<void> => {
    await asks(scene)
    for (const step of steps) await step(scene)
  }
const archive = ({ act, thread }: Scene) => act('updateThread', { thread, archived: true })
const guest =
  (role: 'viewer' | 'collaborator') =>
  ({ act, thread }: Scene) =>
    act('inviteParticipant', { thread, user: 'eve', role })

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
    name: 'decideToolCall denies it, also for somebody who takes part',
    command: 'decideToolCall',
    by: 'stranger',
    answer: null,
    before: after(guest('collaborator')),
    args: scene => ({ ...decide(scene), approve: false }),
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

/** What is refused of it. */
export const toolRefusals: readonly RefusalCase[] = [
  {
    name: 'decideToolCall of a stranger',
    command: 'decideToolCall',
    by: 'stranger',
    answer: null,
    before: asks,
    args: decide,
    code: 'not_found',
  },
  {
    name: 'giveToolResult of a stranger',
    command: 'giveToolResult',
    by: 'stranger',
    answer: null,
    before: asks,
    args: give,
    code: 'not_found',
  },
  {
    name: 'decideToolCall of a viewer',
    command: 'decideToolCall',
    by: 'stranger',
    answer: null,
    before: after(guest('viewer')),
    args: decide,
    code: 'forbidden',
  },
  {
    name: 'decideToolCall in an archived thread',
    command: 'decideToolCall',
    answer: null,
    before: after(archive),
    args: decide,
    code: 'thread_archived',
  },
  {
    name: 'decideToolCall in a deleted thread',
    command: 'decideToolCall',
    answer: null,
    before: after(({ act, thread }) => act('deleteThread', { thread })),
    args: decide,
    code: 'deleted',
  },
  {
    name: 'a second decision',
    command: 'decideToolCall',
    answer: null,
    before: after(scene => scene.act('decideToolCall', decide(scene))),
    args: scene => ({ ...decide(scene), approve: false }),
    code: 'state_conflict',
  },
  {
    name: 'a second result',
    command: 'giveToolResult',
    answer: null,
    before: after(scene => scene.act('giveToolResult', give(scene))),
    args: give,
    code: 'state_conflict',
  },
  {
    name: 'decideToolCall of a call that nobody asked for',
    command: 'decideToolCall',
    answer: null,
    args: decide,
    code: 'not_found',
  },
  { name: 'decideToolCall after the end', command: 'decideToolCall', args: decide, code: 'state_conflict' },
  {
    name: 'decideToolCall of a question',
    command: 'decideToolCall',
    args: ({ question }) => ({ message: question, call: 'pay', approve: true }),
    code: 'forbidden',
  },
  {
    name: 'giveToolResult that is too long',
    command: 'giveToolResult',
    answer: null,
    before: asks,
    args: scene => ({ ...give(scene), result: 'x'.repeat(bounds.tools.result + 1) }),
    code: 'invalid_request',
    problem: () => ({ errors: [{ path: 'result' }] }),
  },
  {
    name: 'tools of a page where the project takes none',
    command: 'sendMessage',
    before: settings({ pageTools: false }),
    args: ({ thread }) => ({ thread, text: 'Open my cart', tools }),
    code: 'forbidden',
  },
  {
    name: 'a tool of a page with the name of a server’s',
    command: 'sendMessage',
    before: settings({ tools: ['open_cart'] }),
    args: ({ thread }) => ({ thread, text: 'Open my cart', tools }),
    code: 'invalid_request',
    problem: () => ({ errors: [{ path: 'tools.0.name' }] }),
  },
  {
    name: 'two tools of one name',
    command: 'sendMessage',
    args: ({ thread }) => ({ thread, text: 'Open my cart', tools: [...tools, ...tools] }),
    code: 'invalid_request',
    problem: () => ({ errors: [{ path: 'tools' }] }),
  },
  {
    name: 'a tool whose schema nests deeper than any form',
    command: 'sendMessage',
    args: ({ thread }) => ({
      thread,
      text: 'Open my cart',
      tools: [scriptedPageTool('open_cart', { parameters: nested(bounds.tools.levels) })],
    }),
    code: 'invalid_request',
    problem: () => ({ errors: [{ path: 'tools.0.parameters' }] }),
  },
]
