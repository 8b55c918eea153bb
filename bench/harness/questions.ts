/** What the runner asks a process of a benchmark. */
export interface Question {
  readonly id: number
  readonly kind: string
  readonly argument: unknown
}

export type Answer = { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: string }

type Handler = (argument: never) => unknown

const handlers = new Map<string, Handler>()
/** Questions that came before the program was loaded. */
const early: Question[] = []

const answer = async ({ id, argument }: Question, handler: Handler): Promise<Answer> => {
  try {
    return { id, value: await handler(argument as never) }
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

const take = (question: Question): void => {
  const handler = handlers.get(question.kind)
  if (!handler) early.push(question)
  else void answer(question, handler).then(reply => process.send?.(reply))
}

/** Answers questions of that kind in this process, which then lives until it is told to end or its parent has gone. */
export const onQuestion = <T>(kind: string, handler: (argument: T) => unknown): void => {
  if (handlers.size === 0) {
    process.on('message', take)
    process.on('disconnect', () => process.exit())
  }
  handlers.set(kind, handler)
  for (const question of early.splice(0)) take(question)
}
