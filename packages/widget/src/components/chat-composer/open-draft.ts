import type { Chat } from '@chat-view/sdk'
import { Drafts, nobody, nobodyIn } from '../../controllers/drafts.ts'

const newThread = 'new'

/** Whose words they are, and where. */
interface DraftPlace {
  /** Null: nobody is known yet. */
  readonly user: string | null
  /** Server and project, else the chat that the page has made. */
  readonly home: string | Chat | null
  /** Null: one that is not created yet. */
  readonly thread: string | null
}

/** Where nobody knows which project it is, they last as long as the field. */
const nobodys = (home: DraftPlace['home']): Drafts =>
  typeof home === 'string' ? new Drafts(nobodyIn(home)) : new Drafts(nobody, null)

/** What is written in the conversation that is open, kept on this device (CV11): of one person, and of one project (EM7). */
export class OpenDraft {
  #drafts = nobodys(null)
  #user: DraftPlace['user'] = null
  #home: DraftPlace['home'] = null
  /** A thread that is being created has its id only once the server knows it. */
  #name = newThread

  /** Goes to another conversation; gives what was left there. */
  enter(thread: string | null): string {
    this.#name = thread ?? newThread
    return this.#drafts.get(this.#name)
  }

  /**
   * Follows who writes, and where; `text` is what stands in the field, the answer what shall stand there. Drafts are one
   * person's: who that is becomes known with the first token (SE1).
   */
  follow({ user, home, thread }: DraftPlace, text: string): string {
    const name = thread ?? newThread
    if (user === this.#user && (user !== null || home === this.#home)) {
      if (name !== this.#name) this.#move(name, text)
      return text
    }
    // What one person wrote is not another's; what was written before anybody was known is theirs who came, and theirs alone.
    let early = ''
    if (this.#user === null && (this.#home === null || home === this.#home)) {
      if (this.#home === null) this.#drafts = nobodys(home)
      early = text || this.#drafts.get(this.#name)
      this.#drafts.set(this.#name, '')
    }
    this.#user = user
    this.#home = home
    this.#name = name
    this.#drafts = user === null ? nobodys(home) : new Drafts(user)
    return this.#add(name, early)
  }

  /** Keeps what somebody types. */
  type(text: string): void {
    this.#drafts[text === '' ? 'set' : 'type'](this.#name, text)
  }

  /** Forgets what was sent. */
  sent(text: string): void {
    this.#drafts.drop(this.#name, text)
  }

  /** The thread is no more: what was written in it waits in the next new one. */
  rescue(text: string): void {
    this.#drafts.set(this.#name, '')
    this.#add(newThread, text)
  }

  save(): void {
    this.#drafts.save()
  }

  #move(name: string, text: string): void {
    this.#drafts.drop(this.#name, text)
    this.#name = name
    this.#drafts.set(name, text)
  }

  /** Both are theirs: what they left there before, and what they have written since. */
  #add(name: string, text: string): string {
    const both = [...new Set([this.#drafts.get(name), text])].filter(Boolean).join('\n\n')
    if (text !== '') this.#drafts.set(name, both)
    return both
  }
}
