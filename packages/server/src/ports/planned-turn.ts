import type { NewAnswer } from './generation-store.ts'
import type { NewMessage } from './message-store.ts'
import type { PlannedChange } from './planned-change.ts'

/** A person's message, if there is one, and the answer asked for, with the places that they have taken. */
export interface PlannedTurn {
  readonly message: (NewMessage & { readonly seq: number }) | null
  readonly answer: (NewAnswer & { readonly seq: number }) | null
  /** Messages that it adds. */
  readonly count: number
}

const planAnswer = (change: PlannedChange, answer: NewAnswer | undefined): PlannedTurn['answer'] => {
  if (answer === undefined) return null
  const { messageId, generationId } = answer
  const seq = change.plan('message.created', { messageId, activity: true })
  change.plan('answer.started', { messageId, generationId, activity: true })
  return { ...answer, seq }
}

/** Takes the places of a turn. */
export const planTurn = (change: PlannedChange, message: NewMessage, answer: NewAnswer | undefined): PlannedTurn => {
  const seq = change.plan('message.created', { messageId: message.id, activity: true, notable: true })
  return { message: { ...message, seq }, answer: planAnswer(change, answer), count: answer === undefined ? 1 : 2 }
}

/** Takes the places of an answer to a message that is there already. */
export const planAnswerTurn = (change: PlannedChange, answer: NewAnswer | undefined): PlannedTurn => ({
  message: null,
  answer: planAnswer(change, answer),
  count: answer === undefined ? 0 : 1,
})
