import type { ServerFrameOf } from '@chat-view/protocol'
import { OutgoingFrame } from '../ports/outgoing-frame.ts'
import type { Principal } from '../ports/principal.ts'

/** People that one frame names; more are there, and not told. */
const mostNamed = 50

/** Who follows a thread on this node: a person once, however many tabs they have (CV7). */
export class Presence {
  readonly #thread: string
  readonly #people = new Map<string, { readonly name: string | null; tabs: number }>()
  #frame: OutgoingFrame | null = null
  #version = 0

  constructor(thread: string) {
    this.#thread = thread
  }

  /** Rises with each change of who is there. */
  get version(): number {
    return this.#version
  }

  /** True when somebody came who was not there. */
  enter({ userId, name }: Principal): boolean {
    const person = this.#people.get(userId)
    if (person) person.tabs++
    else this.#people.set(userId, { name, tabs: 1 })
    if (!person) this.#changed()
    return !person
  }

  /** True when somebody left altogether. */
  leave({ userId }: Principal): boolean {
    const person = this.#people.get(userId)
    if (!person || --person.tabs > 0) return false
    this.#people.delete(userId)
    this.#changed()
    return true
  }

  frame(): OutgoingFrame {
    if (!this.#frame) {
      const users: ServerFrameOf<'presence'>['users'] = []
      for (const [id, { name }] of this.#people) {
        if (users.push({ id, name }) === mostNamed) break
      }
      this.#frame = new OutgoingFrame({ type: 'presence', thread: this.#thread, users })
    }
    return this.#frame
  }

  #changed(): void {
    this.#frame = null
    this.#version++
  }
}
