import type { HistoryRecord } from './history-record.ts'

/** A command that a client gave, however often it sent it. */
export interface GivenCommand {
  readonly id: string
  readonly client: string
  readonly name: string
  readonly args: unknown
}

/** The answer to a command: the record that brought it. */
export interface CommandResult extends GivenCommand {
  readonly result: unknown
  readonly record: number
}

/** All commands by their ids, each once. */
export const commandsOf = (records: readonly HistoryRecord[]): ReadonlyMap<string, GivenCommand> => {
  const given = new Map<string, GivenCommand>()
  for (const record of records) {
    if (record.kind !== 'sent' || record.frame.type !== 'command') continue
    const { id, name, arguments: args } = record.frame
    if (!given.has(id)) given.set(id, { id, client: record.client, name, args })
  }
  return given
}

/** All answers that are no refusals, of commands of one name if given. */
export const resultsOf = (records: readonly HistoryRecord[], name?: string): CommandResult[] => {
  const given = commandsOf(records)
  return records.flatMap((record, at): CommandResult[] => {
    if (record.kind !== 'received' || record.frame.type !== 'result') return []
    const command = given.get(record.frame.id)
    if (!command || (name !== undefined && command.name !== name)) return []
    return [{ ...command, result: record.frame.result, record: at }]
  })
}
