import type { Message } from '@chat-view/protocol'
import { commandsOf, type GivenCommand, resultsOf } from './commands-of.ts'
import type { HistoryRecord, MessageFact } from './history-record.ts'
import { recordsOf } from './history-record.ts'
import type { Violation } from './violation.ts'

interface MadeMessages {
  readonly message?: Message | null
  readonly answer?: Message | null
}

/** Commands that ask the provider when they are done. */
const asks = ({ name, args }: GivenCommand): boolean => {
  const { answer, message } = args as { answer?: boolean; message?: unknown }
  if (name === 'createThread') return message !== undefined
  if (name === 'sendMessage') return answer !== false
  return name === 'editMessage' || name === 'regenerate' || name === 'continue'
}

/** What was acknowledged is there (RT11). */
const lost = (records: readonly HistoryRecord[], rows: ReadonlyMap<string, MessageFact>): Violation[] => {
  const gone = new Set(recordsOf(records, 'thread').flatMap(({ row }) => (row.deletedAt === null ? [] : [row.id])))
  const edits = Map.groupBy(
    [...commandsOf(records).values()].filter(({ name }) => name === 'editMessage'),
    ({ args }) => (args as { message: string }).message,
  )
  return resultsOf(records).flatMap(({ id, name, args, result, record }): Violation[] => {
    const { message, answer } = result as MadeMessages
    const made = [message, answer].filter(one => one !== null && one !== undefined)
    const missing = made.find(one => !rows.has(one.id) && !gone.has(one.threadId))
    if (missing) return [{ kind: 'lost-command', about: id, detail: `${name}: ${missing.id} is not there`, record }]
    const row = message && rows.get(message.id)
    if (!row) return []
    if (name === 'deleteMessage' && row.deletedAt === null)
      return [{ kind: 'lost-command', about: id, detail: `${name}: ${row.id} is still there`, record }]
    // Of several edits of one message any may have been the last.
    const only = edits.get(row.id)?.length === 1
    if (name === 'editMessage' && only && row.deletedAt === null && row.text !== (args as { text: string }).text)
      return [{ kind: 'lost-command', about: id, detail: `${name}: ${row.id} has another text`, record }]
    return []
  })
}

/** What was sent twice was done once, with one answer (RT11). */
const twice = (records: readonly HistoryRecord[], rows: ReadonlyMap<string, MessageFact>): Violation[] => {
  const violations: Violation[] = []
  const written = Map.groupBy(
    [...rows.values()].filter(({ role, commandId }) => role === 'user' && commandId !== null),
    ({ authorId, commandId }) => `${authorId} ${commandId}`,
  )
  for (const [about, made] of written)
    if (made.length > 1)
      violations.push({ kind: 'command-twice', about, detail: `wrote ${made.length} messages`, record: null })
  const answered = new Map<string, string>()
  for (const { id, name, result, record } of resultsOf(records)) {
    const { message, answer } = result as MadeMessages
    const told = `${message?.id} ${answer?.id}`
    const known = answered.get(id) ?? told
    if (known !== told)
      violations.push({ kind: 'command-twice', about: id, detail: `${name} was answered in two ways`, record })
    answered.set(id, known)
  }
  const generations = recordsOf(records, 'generation').length
  const asking = [...commandsOf(records).values()].filter(asks).length
  if (generations > asking)
    violations.push({
      kind: 'command-twice',
      about: 'all',
      detail: `${asking} commands asked for answers, and ${generations} were begun`,
      record: null,
    })
  return violations
}

/** Holds commands and their answers against RT11. */
export const checkCommands = (records: readonly HistoryRecord[]): Violation[] => {
  const rows = new Map(recordsOf(records, 'message').map(({ row }) => [row.id, row] as const))
  return [...lost(records, rows), ...twice(records, rows)]
}
