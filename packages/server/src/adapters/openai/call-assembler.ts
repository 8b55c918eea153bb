import type { ProviderToolCall } from '../../ports/provider.ts'

/** Calls of one answer, and length of their arguments together: beyond them a service does what no caller could use. */
const maxCalls = 128
const maxLength = 4 * 1024 * 1024

interface Growing {
  readonly index: unknown
  id: string
  name: string
  arguments: string
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/**
 * Puts together calls of tools, whose arguments come in pieces. Pieces belong together by their index; services that
 * leave it out, or give each call the same, begin a new call with a new id.
 */
export class CallAssembler {
  readonly #calls: Growing[] = []
  #length = 0

  /** The `tool_calls` of one delta. @throws RangeError beyond all bounds */
  push(deltas: unknown): void {
    if (!Array.isArray(deltas)) return
    for (const delta of deltas) this.#add(record(delta))
  }

  /** All calls that have a name, in order; an id that the service left out is empty. */
  take(): ProviderToolCall[] {
    const named = this.#calls.filter(({ name }) => name !== '')
    return named.map(({ id, name, arguments: told }) => ({ id, name, arguments: told }))
  }

  #add(delta: Record<string, unknown>): void {
    const { name, arguments: told } = record(delta.function)
    const id = text(delta.id)
    const call = this.#find(delta.index, id) ?? this.#begin(delta.index, id)
    if (call.name === '') call.name = text(name)
    // Some services send arguments as the object that they are.
    const piece = typeof told === 'object' && told !== null ? JSON.stringify(told) : text(told)
    call.arguments += piece
    this.#length += piece.length
    if (this.#length > maxLength) throw new RangeError('Arguments without an end')
  }

  #find(index: unknown, id: string): Growing | undefined {
    const known = index === undefined ? this.#calls.at(-1) : this.#calls.findLast(call => call.index === index)
    return known && id !== '' && known.id !== '' && known.id !== id ? undefined : known
  }

  #begin(index: unknown, id: string): Growing {
    if (this.#calls.length === maxCalls) throw new RangeError('Calls without an end')
    const call: Growing = { index, id, name: '', arguments: '' }
    this.#calls.push(call)
    return call
  }
}
