import type { AdminProject, CommandArgs, CommandName, CommandResult } from '@chat-view/protocol'
import type { AccessRules } from '../domain/access.ts'
import type { Announcer } from '../ports/announcer.ts'
import type { AnswerRunner } from '../ports/answer-runner.ts'
import type { Commanded } from '../ports/commit.ts'
import type { Ids } from '../ports/ids.ts'
import type { Principal } from '../ports/principal.ts'
import type { Store } from '../ports/store.ts'

/** One call of a command, after parsing: who asks, in which project, and what its verb is given. */
export interface CommandCall {
  readonly principal: Principal
  readonly project: AdminProject
  readonly verb: Commanded
  /** It was done before: its verb will change nothing, and only its answer is wanted again (RT11). */
  readonly isReplay: boolean
}

/** What handlers work with. */
export interface CommandRoom {
  readonly store: Store
  readonly access: AccessRules
  readonly answers: AnswerRunner
  readonly announcer: Announcer
  readonly ids: Ids
}

/** One command: authorise, plan the answer, one store verb, announce, begin or stop answers, answer with resources. */
export type CommandHandler<N extends CommandName> = (
  args: CommandArgs<N>,
  call: CommandCall,
  room: CommandRoom,
) => Promise<CommandResult<N>>
