import type { ServerFrameOf } from '@chat-view/protocol'
import { OutgoingFrame } from '../ports/outgoing-frame.ts'
import type { PresentPerson } from '../ports/presence-board.ts'
import type { Principal } from '../ports/principal.ts'

/** People that one frame names; more are there, and not told. */
const mostNamed = 50

/** Who follows a thread: a person once, however many tabs they have, here and on other nodes (CV7). */
export class Presence {
  readonly #thread: string
  readonly #people = new Map<string, { readonly name: string | null; tabs: number }>()
  #elsewhere: readonly PresentPerson[] = []
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

  /** Those who follow it on this node. */
  get here(): readonly PresentPerson[] {
    return [...this.#people].map(([id, { name }]) => ({ id, name }))
  }

  /** Who follows it on other nodes. True when that is news. */
  setElsewhere(people: readonly PresentPerson[]): boolean {
    const ids = (list: readonly PresentPerson[]): string => JSON.stringify(list.map(({ id }) => id).sort())
    const isNews = ids(people) !== ids(this.#elsewhere)
    this.#elsewhere = people
    if (isNews) this.#changed()
    return isNews
  }

  frame(): OutgoingFrame {
    if (!this.#frame) {
      const users: ServerFrameOf<'presence'>['users'] = []
      const others = this.#elsewhere.filter(({ id }) => !this.#people.has(id))
      for (const person of [...this.here, ...others]) {
        if (users.push(person) === mostNamed) break
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
