import { bounds } from '@chat-view/protocol/codes'
import { scriptedPageTool } from '../scripted-tools.ts'
import type { RefusalCase } from './command-cases.ts'
import type { Scene } from './scene.ts'
import { after, archive, asks, decide, give, guest, tools } from './tool-scene.ts'

const settings =
  (patch: object) =>
  async ({ room }: Scene): Promise<void> => {
    const { id } = await room.store.updateProject(room.project.id, { settings: patch })
    room.bus.publish({ kind: 'project', project: id })
  }

/** A schema of so many levels. */
const nested = (levels: number): Record<string, unknown> =>
  Array.from({ length: levels }).reduce<Record<string, unknown>>(inner => ({ items: inner }), {})

/** What is refused of what people and pages say to calls of tools, and of what pages offer (AI10). */
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
    name: 'decideToolCall of somebody who takes part, about a call that runs for another',
    command: 'decideToolCall',
    by: 'stranger',
    answer: null,
    before: after(guest('collaborator')),
    args: decide,
    code: 'forbidden',
  },
  {
    name: 'decideToolCall of somebody who takes part, about a call that nobody asked for',
    command: 'decideToolCall',
    by: 'stranger',
    answer: null,
    before: after(guest('collaborator')),
    args: scene => ({ ...decide(scene), call: 'none' }),
    code: 'not_found',
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
