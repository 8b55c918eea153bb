import type { CommandArgs, CommandName, CommandResult, EndedGenerationState, Message } from '@chat-view/protocol'
import { hashText } from '@chat-view/protocol/codes'
import { CodedError } from '../../ports/coded-error.ts'
import type { TestRoom } from '../test-room.ts'

/** A person at one of the doors. */
export interface Person {
  readonly token: string
  readonly id: string
}

/** A conversation of a person with an assistant whose words the test writes, and others who have no part in it. */
export interface Scene {
  readonly room: TestRoom
  readonly owner: Person
  /** `eve`, as the host names her. */
  readonly stranger: Person
  readonly visitor: Person
  readonly thread: string
  readonly question: string
  readonly answer: string
  readonly generation: string
  /** Does a command as the owner, past the doors. */
  act<N extends CommandName>(name: N, args: CommandArgs<N>): Promise<CommandResult<N>>
  /** Likewise, as somebody else. */
  actAs<N extends CommandName>(person: Person, name: N, args: CommandArgs<N>): Promise<CommandResult<N>>
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
  const { accessToken: token, user } = await room.sessions.open({ project: room.project.key }, undefined)
  const visitor = { token, id: user.id }

  const actAs: Scene['actAs'] = async (person, name, args) => {
    const { principal } = await room.authenticator.authenticate(person.token)
    return (await room.commands.run(name, args, { principal, traceId: 'scene' })) as never
  }
  const act: Scene['act'] = (name, args) => actAs(owner, name, args)

  const end: Scene['end'] = async (message, state = 'done', text = 'An answer.') => {
    const id = message?.generation?.id
    if (id === undefined) throw new CodedError('internal', { detail: 'The message has no generation to end' })
    const at = room.clock.now()
    await room.store.startGeneration(id, 1, at)
    const ending = { state, reason: 'stop', usage: null, length: text.length, hash: hashText(text) }
    const commit = await room.store.finishGeneration({ id, term: 1, at, ending, parts: [{ kind: 'text', text }] })
    room.announcer.announce(commit.changes)
  }

  const { thread, message, answer } = await act('createThread', {
    title: 'Ships',
    message: { text: 'How do ships float?' },
  })
  const generation = answer?.generation?.id
  if (!message || !answer || generation === undefined) throw new CodedError('internal')
  if (ended !== null) await end(answer, ended)
  const ids = { thread: thread.id, question: message.id, answer: answer.id, generation }
  return { room, owner, stranger, visitor, ...ids, act, actAs, end }
}
