import { collection, record, text, time } from './fields.ts'

/** A command that was done (RT11), ids only; or what an operator asked for under a key, with its sealed answer. */
export interface CommandRow {
  readonly userId: string
  readonly id: string
  readonly fingerprint: string
  readonly ids: unknown
  readonly at: number
}

export const commands = collection<CommandRow>('commands', {
  userId: text(1),
  id: text(1),
  fingerprint: text(),
  ids: record,
  at: time(),
})
commands.index({ userId: 1, id: 1 }, { name: 'command', unique: true })
commands.index({ at: 1 }, { name: 'age' })
