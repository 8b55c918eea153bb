import type { MessagePart, PageTool } from '@chat-view/protocol'

/** A tool that the model of the fake server calls. One that the page offers is run by the page, others by the server. */
export interface FakeToolCall {
  readonly name: string
  /** Default `{}`; a text is sent as it is. */
  readonly arguments?: unknown
  /** Waits for a person. Default: what the page has said of its tool, else false. */
  readonly approval?: boolean
  /** While it waits: who decides, besides the thread's owner. Default: whoever may write there. */
  readonly decider?: string
  /** What the server's own tool answers, at once. Default `done`. */
  readonly result?: string
}

type ToolPart = Extract<MessagePart, { kind: 'tool' }>

let count = 0

/** A call as it opens. */
export const toolPart = (
  { name, arguments: args = {}, approval, decider, result = 'done' }: FakeToolCall,
  offered: readonly PageTool[],
): ToolPart => {
  const tool = offered.find(offer => offer.name === name)
  const waits = approval ?? tool?.approval ?? false
  const part: ToolPart = {
    kind: 'tool',
    call: `call-${++count}`,
    name,
    runsOn: tool ? 'page' : 'server',
    state: waits ? 'waiting' : 'running',
    arguments: typeof args === 'string' ? args : JSON.stringify(args),
    result: null,
    ...(tool?.title !== undefined && { title: tool.title }),
    ...(waits && decider !== undefined && { decider }),
  }
  return waits ? part : settled(part, result)
}

/** The server's own tools are done at once. */
export const settled = (part: ToolPart, result = 'done'): ToolPart =>
  part.state === 'running' && part.runsOn === 'server' ? { ...part, state: 'done', result } : part

export const waitsForTool = (part: MessagePart): boolean =>
  part.kind === 'tool' && (part.state === 'running' || part.state === 'waiting')
