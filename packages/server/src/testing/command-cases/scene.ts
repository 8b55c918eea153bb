import type { CommandArgs, CommandName, CommandResult, EndedGenerationState, Message } from '@chat-view/protocol'
import { hashText } from '@chat-view/protocol/codes'
import { CodedError } from '../../ports/coded-error.ts'
import type { TestRoom } from '../test-room.ts'

/** A person at one of the doors. */
export interface Person {
  readonly token: string
  readonly id: string
}

/** A conversation between two people who do not know each other and an assistant whose words the test writes. */
export interface Scene {
  readonly room: TestRoom
  readonly owner: Person
  readonly stranger: Person
  readonly thread: string
  readonly question: string
  readonly answer: string
  readonly generation: string
  /** Does a command as the owner, past the doors. */
  act<N extends CommandName>(name: N, args: CommandArgs<N>): Promise<CommandResult<N>>
  /** Ends the open generation of a message with some text. */
  end(message: Message | null, state?: EndedGenerationState, text?: string): Promise<void>
}

const personOf = async (room: TestRoom, name: string): Promise<Person> => {
  const { accessToken, user } = await room.signIn(name)
  return { token: accessToken, id: user.id }
}

/** A thread with a question and an answer to it: still running, or ended as is said. */
export const setScene = async (room: TestRoom, ended: EndedGenerationState | null = 'done'): Promise<Scene> => {
  const [owner, stranger] = await Promise.all([personOf(room, 'ada'), personOf(room, 'eve')])
  const { principal } = await room.authenticator.authenticate(owner.token)

  const act: Scene['act'] = async (name, args) =>
    (await room.commands.run(name, args, { principal, traceId: 'scene' })) as never

  const end: Scene['end'] = async (message, state = 'done', text = 'An answer.') => {
    const id = message?.generation?.id
    if (id === undefined) throw new CodedError('internal', { detail: 'The message has no generation to end' })
    const at = room.clock.now()
    await room.store.startGeneration(id, 1, at)
    const ending = { state, reason: 'stop', usage: null, length: text.length, hash: hashText(text) }
    await room.store.finishGeneration({ id, term: 1, at, ending, parts: [{ kind: 'text', text }] })
  }

  const { thread, message, answer } = await act('createThread', {
    title: 'Ships',
    message: { text: 'How do ships float?' },
  })
  const generation = answer?.generation?.id
  if (!message || !answer || generation === undefined) throw new CodedError('internal')
  if (ended !== null) await end(answer, ended)
  return { room, owner, stranger, thread: thread.id, question: message.id, answer: answer.id, generation, act, end }
}
