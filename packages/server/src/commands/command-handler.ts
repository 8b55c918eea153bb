import type { AdminProject, CommandArgs, CommandName, CommandResult } from '@chat-view/protocol'
import type { AccessRules } from '../domain/access.ts'
import type { Announcer } from '../ports/announcer.ts'
import type { AnswerRunner } from '../ports/answer-runner.ts'
import type { Bus } from '../ports/bus.ts'
import type { Commanded } from '../ports/commit.ts'
import type { Ids } from '../ports/ids.ts'
import type { Principal } from '../ports/principal.ts'
import type { Spending } from '../ports/spending.ts'
import type { Store } from '../ports/store.ts'
import type { Tokens } from '../ports/tokens.ts'

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
  /** For what other nodes must know beside the thread's order: who may see it, and which sessions ended. */
  readonly bus: Pick<Bus, 'publish'>
  /** Reserves what answers may cost, before they are written (AI7). */
  readonly spending: Spending
  /** Has a thread summarised soon (AI4); a lost word is repaired by a sweep. */
  summarise(threadId: string): void
  /** For words that are carried by people: invitations and claims. */
  readonly tokens: Pick<Tokens, 'signInvite' | 'verifyInvite' | 'verifyClaim'>
}

/** One command: authorise, plan the answer, one store verb, announce, begin or stop answers, answer with resources. */
export type CommandHandler<N extends CommandName> = (
  args: CommandArgs<N>,
  call: CommandCall,
  room: CommandRoom,
) => Promise<CommandResult<N>>
