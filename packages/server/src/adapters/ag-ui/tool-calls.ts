import type { ProviderToolCall } from '../../ports/provider.ts'
import { ProviderFailure } from '../../ports/provider-failure.ts'

/** Most calls of one run, and most text of their arguments together, in UTF-16 code units. */
const maxCalls = 1_000
const maxArguments = 4 * 1024 * 1024

interface OpenCall {
  readonly id: string
  readonly name: string
  readonly pieces: string[]
}

/** The calls of one run, put together of their pieces, until each is answered. */
export class RunToolCalls {
  readonly #open = new Map<string, OpenCall>()
  #length = 0
  #made = 0
  /** Where pieces go that name no call. */
  #last: string | null = null

  start(id: string, name: string): void {
    if (id === '' || this.#open.has(id)) return
    if (++this.#made > maxCalls) throw new ProviderFailure('malformed', { detail: 'The agent calls tools without end' })
    this.#open.set(id, { id, name, pieces: [] })
    this.#last = id
  }

  add(id: string, piece: string): void {
    const call = this.#open.get(id === '' ? (this.#last ?? '') : id)
    if (call === undefined || piece === '') return
    this.#length += piece.length
    if (this.#length > maxArguments) {
      throw new ProviderFailure('malformed', { detail: 'The agent sent arguments of a tool without end' })
    }
    call.pieces.push(piece)
  }

  /** The call that is answered now; null: none of this id waits. */
  take(id: string): ProviderToolCall | null {
    const call = this.#open.get(id)
    if (call === undefined) return null
    this.#open.delete(id)
    return { id, name: call.name, arguments: call.pieces.join('') }
  }

  /** All that were not answered, in the order in which they began. */
  takeAll(): ProviderToolCall[] {
    return [...this.#open.keys()].flatMap(id => this.take(id) ?? [])
  }
}
