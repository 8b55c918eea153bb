import type { MessagePart } from '@chat-view/protocol'

/** A tool's call as it is shown. */
export type ToolPart = Extract<MessagePart, { kind: 'tool' }>

const notRun = 'It was not run: the answer ended before anybody decided.'

/** An answer ends while a call of it is open: one that waited was not run, of one that ran nobody knows (AI10). */
export const endToolPart = (part: MessagePart): MessagePart => {
  if (part.kind !== 'tool') return part
  if (part.state === 'running') return { ...part, state: 'interrupted' }
  if (part.state !== 'waiting') return part
  const { decider: _, ...ended } = part
  return { ...ended, state: 'failed', result: notRun }
}
