import type { AdminProject } from '@chat-view/protocol'

/** Who will run an answer, and with what: for the row that a verb writes. */
export interface AnswerPlan {
  readonly owner: string
  readonly provider: string
  readonly model: string
}

/** What commands need of generations (RT1). */
export interface AnswerRunner {
  /** Before the verb. @throws overloaded, provider_unavailable, shutting_down, too_many when the thread's queue is full */
  plan(project: AdminProject, threadId: string | null): AnswerPlan
  /** After the commit: the generation is open and may be begun. Never throws; a lost word is found by the sweep. */
  begin(generationId: string): void
  /** After the commit of a stop wish. */
  stop(generationId: string): void
}
