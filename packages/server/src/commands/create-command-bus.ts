import { type AdminProject, type CommandName, commandId, commands } from '@chat-view/protocol'
import { createAccess } from '../domain/access.ts'
import { parseInput } from '../domain/parse-input.ts'
import type { Announcer } from '../ports/announcer.ts'
import type { AnswerRunner } from '../ports/answer-runner.ts'
import type { Clock } from '../ports/clock.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { CommandBus, CommandContext } from '../ports/command-bus.ts'
import type { Commanded } from '../ports/commit.ts'
import type { Ids } from '../ports/ids.ts'
import type { Logger } from '../ports/logger.ts'
import type { Store } from '../ports/store.ts'
import type { CommandCall, CommandHandler, CommandRoom } from './command-handler.ts'
import { fingerprint } from './fingerprint.ts'
import { handlers } from './handlers/index.ts'
import { type SendLimit, takeSendLimit } from './send-limit.ts'

export interface CommandBusOptions {
  readonly store: Store
  readonly answers: AnswerRunner
  readonly announcer: Announcer
  readonly clock: Clock
  readonly ids: Ids
  readonly logger: Logger
  /** Where projects are looked up; by default the store. */
  readonly projects?: { get(id: string): Promise<AdminProject | null> }
  /** Absent: nobody asks too often. */
  readonly sendLimit?: SendLimit
  /** Told of each command after it was run. */
  readonly observe?: (command: CommandName, code: string, seconds: number) => void
}

const malformedId = { path: 'commandId', message: 'must be 8 to 64 letters, digits, - or _' }

const isCommand = (name: string): name is CommandName => Object.hasOwn(commands, name)

/** The one room behind both doors: parse → authorise → handler → announce (SE10, CV9). */
export const createCommandBus = (options: CommandBusOptions): CommandBus => {
  const { store, answers, announcer, clock, ids, logger, sendLimit, observe } = options
  const projects = options.projects ?? { get: (id: string) => store.getProject(id) }
  const room: CommandRoom = { store, access: createAccess(store), answers, announcer, ids }

  const projectOf = async ({ principal }: CommandContext): Promise<AdminProject> => {
    const project = await projects.get(principal.projectId)
    if (!project) throw new CodedError('token_invalid')
    if (!project.enabled) throw new CodedError('project_disabled')
    return project
  }

  const verbOf = (name: CommandName, args: object, context: CommandContext): Commanded => {
    const at = clock.now()
    if (context.commandId === undefined) return { at }
    const { data: id } = commandId.safeParse(context.commandId)
    if (id === undefined) throw new CodedError('invalid_request', { errors: [malformedId] })
    return { at, command: { userId: context.principal.userId, id, fingerprint: fingerprint(name, args) } }
  }

  /** Asked before anything is counted or planned: a command that is sent again costs one read (RT11). @throws idempotency_mismatch */
  const wasDone = async ({ command, at }: Commanded): Promise<boolean> => {
    if (!command) return false
    const known = await store.findCommand(command.userId, command.id, at)
    if (known !== null && known !== command.fingerprint) throw new CodedError('idempotency_mismatch')
    return known !== null
  }

  const run = async (name: CommandName, input: unknown, context: CommandContext): Promise<unknown> => {
    const args = parseInput(commands[name].args, input)
    const project = await projectOf(context)
    const verb = verbOf(name, args, context)
    const isReplay = await wasDone(verb)
    const call: CommandCall = { principal: context.principal, project, verb, isReplay }
    if (sendLimit && !isReplay) await takeSendLimit(sendLimit, name, args, context.principal.userId, project)
    if (context.signal?.aborted) throw new CodedError('aborted')
    // The table pairs each name with the handler of its own arguments, which a union of names cannot say.
    return (handlers[name] as CommandHandler<CommandName>)(args as never, call, room)
  }

  const coded = (error: unknown, name: string, { traceId }: CommandContext): CodedError => {
    if (error instanceof CodedError) return error
    logger.error({ command: name, traceId, err: error }, 'A command failed')
    return new CodedError('internal', { cause: error })
  }

  return {
    async run(name, args, context) {
      if (!isCommand(name)) {
        throw new CodedError('invalid_request', { errors: [{ path: 'name', message: 'There is no such command' }] })
      }
      const started = clock.monotonic()
      let code = 'ok'
      try {
        return await run(name, args, context)
      } catch (error) {
        const failure = coded(error, name, context)
        code = failure.code
        throw failure
      } finally {
        observe?.(name, code, (clock.monotonic() - started) / 1_000)
      }
    },
  }
}
