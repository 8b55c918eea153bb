import { setImmediate as nextTurn } from 'node:timers/promises'
import { type AdminProject, type CommandName, commandId, commands } from '@chat-view/protocol'
import { createAccess } from '../domain/access.ts'
import { parseInput } from '../domain/parse-input.ts'
import { freeSpending } from '../domain/spending/free-spending.ts'
import type { Announcer } from '../ports/announcer.ts'
import type { AnswerRunner } from '../ports/answer-runner.ts'
import type { Bus } from '../ports/bus.ts'
import type { Clock } from '../ports/clock.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { CommandBus, CommandContext } from '../ports/command-bus.ts'
import type { Commanded } from '../ports/commit.ts'
import type { Ids } from '../ports/ids.ts'
import type { Logger } from '../ports/logger.ts'
import type { Spending } from '../ports/spending.ts'
import type { Store } from '../ports/store.ts'
import type { Tokens } from '../ports/tokens.ts'
import type { CommandCall, CommandHandler, CommandRoom } from './command-handler.ts'
import { copyName, createCountedOnce } from './counted-once.ts'
import { fingerprint } from './fingerprint.ts'
import { handlers } from './handlers/index.ts'
import { type SendLimit, takeSendLimit } from './send-limit.ts'

/** Told how a command ended, and after how long. */
export type CommandObserver = (command: CommandName, code: string, seconds: number, context: CommandContext) => void

export interface CommandBusOptions {
  readonly store: Store
  readonly answers: AnswerRunner
  readonly announcer: Announcer
  readonly bus: Pick<Bus, 'publish'>
  readonly tokens: Pick<Tokens, 'signInvite' | 'verifyInvite' | 'verifyClaim'>
  readonly clock: Clock
  readonly ids: Ids
  readonly logger: Logger
  /** Where projects are looked up; by default the store. */
  readonly projects?: { get(id: string): Promise<AdminProject | null> }
  /** Absent: nothing is counted, and nothing refused. */
  readonly spending?: Spending
  /** Has a thread summarised soon. Absent: the sweep finds what was asked for. */
  readonly summarise?: (threadId: string) => void
  /** Absent: nobody asks too often. */
  readonly sendLimit?: SendLimit
  /** Told of each command after it was run. */
  readonly observe?: CommandObserver
}

export interface OwnCommandBus extends CommandBus {
  /** Resolves once no command is under way, also of clients that have left (RT15). */
  settled(): Promise<void>
}

const malformedId = { path: 'commandId', message: 'must be 8 to 64 letters, digits, - or _' }

const isCommand = (name: string): name is CommandName => Object.hasOwn(commands, name)

/** The one room behind both doors: parse → authorise → handler → announce (SE10, CV9). */
export const createCommandBus = (options: CommandBusOptions): OwnCommandBus => {
  const { store, answers, announcer, bus, tokens, clock, ids, logger, sendLimit, observe } = options
  const projects = options.projects ?? { get: (id: string) => store.getProject(id) }
  const { spending = freeSpending, summarise = () => {} } = options
  const access = createAccess(store)
  const countedOnce = createCountedOnce()
  const room: CommandRoom = { store, access, answers, announcer, ids, bus, tokens, spending, summarise }

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

  const handled = async (name: CommandName, args: object, call: CommandCall): Promise<unknown> => {
    // The table pairs each name with the handler of its own arguments, which a union of names cannot say.
    const handle = handlers[name] as CommandHandler<CommandName>
    try {
      return await handle(args as never, call, room)
    } catch (error) {
      // Sent twice at once: who has left by the one is a stranger to the other, which was done all the same (RT11).
      const isLost = error instanceof CodedError && error.code === 'not_found' && !call.isReplay
      if (!isLost || !(await wasDone(call.verb))) throw error
      return handle(args as never, { ...call, isReplay: true }, room)
    }
  }

  const run = async (name: CommandName, input: unknown, context: CommandContext): Promise<unknown> => {
    const { principal, address } = context
    const args = parseInput(commands[name].args, input)
    const project = await projectOf(context)
    const verb = verbOf(name, args, context)
    const copy = countedOnce.enter(verb)
    try {
      const isReplay = await wasDone(verb)
      const who = { userId: principal.userId, project, address, copy: copyName(verb) }
      if (sendLimit && !isReplay) await copy.count(() => takeSendLimit(sendLimit, name, args, who))
      if (context.signal?.aborted) throw new CodedError('aborted')
      return await handled(name, args, { principal, project, verb, isReplay })
    } finally {
      copy.leave()
    }
  }

  const coded = (error: unknown, name: string, { traceId }: CommandContext): CodedError => {
    if (error instanceof CodedError) return error
    logger.error({ command: name, traceId, err: error }, 'A command failed')
    return new CodedError('internal', { cause: error })
  }

  const observed = async (name: string, args: unknown, context: CommandContext): Promise<unknown> => {
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
      observe?.(name, code, (clock.monotonic() - started) / 1_000, context)
    }
  }

  /** Bounded by what the doors let in. */
  const underWay = new Set<Promise<unknown>>()

  return {
    run(name, args, context) {
      const running = observed(name, args, context).finally(() => underWay.delete(running))
      underWay.add(running)
      return running
    },
    async settled() {
      while (underWay.size > 0) {
        await Promise.allSettled(underWay)
        // What waited behind one begins in the same turn.
        await nextTurn()
      }
    },
  }
}
