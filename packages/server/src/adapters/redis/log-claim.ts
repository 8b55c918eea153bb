import type { AppendOutcome, LogAppend, LogPosition } from '../../ports/generation-log.ts'
import { opensTerm } from '../../ports/judge-append.ts'

/** The id of a stream entry, which is its position. */
export const idOf = ({ term, seq }: LogPosition): string => `${term}-${seq}`

/** @param id empty: there is no entry */
export const positionOf = (id: string): LogPosition | null => {
  const [, term, seq] = /^(\d+)-(\d+)$/.exec(id) ?? []
  return term === undefined ? null : { term: Number(term), seq: Number(seq) }
}

/** What the append script is told: all that can be judged without the top is judged here, by the rule of `judgeAppend`. */
export const claimArgs = ({ generation, after, entry }: LogAppend): (string | number)[] => {
  const { position, items } = entry
  const opens = opensTerm(items)
  const follows = after !== null && after.term === position.term && after.seq + 1 === position.seq
  const mode = opens !== (position.seq === 0) ? 'refuse' : opens ? 'open' : 'next'
  return [idOf(position), follows ? idOf(after) : '', mode, JSON.stringify(items), position.term, generation]
}

/** What the append script answered. */
export const outcomeOf = (answer: unknown): AppendOutcome =>
  answer === 'ok' || answer === 'held' ? { result: answer } : { result: 'top', top: positionOf(String(answer)) }
