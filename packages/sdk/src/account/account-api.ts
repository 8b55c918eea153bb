import type { Receipt, UsageReport } from '@chat-view/protocol'
import type { Abortable } from '../options.ts'

export interface ExportAccountOptions extends Abortable {
  readonly format: 'markdown' | 'json'
}

/**
 * What is the user's as a whole (CV12, SE2). None of it waits in the outbox: who erases or takes over wants to know now
 * whether it was done, and no token is written to the device. Without a connection each rejects with `network`.
 */
export interface AccountApi {
  /** What the user has used this month, and the limits that concern them, each with how far it is used (AI7). */
  usage(options?: Abortable): Promise<UsageReport>
  /** Everything of theirs as one file. One that broke off rejects with `network` and gives nothing. */
  export(options: ExportAccountOptions): Promise<Blob>
  /**
   * Erases everything of theirs for ever, and what the SDK keeps on this device. The receipt is the only thing left: show
   * or save it. The chat is closed before this resolves. A receipt that is lost on its way is asked for again, for some
   * seconds; given up, it may have been done all the same.
   */
  erase(options?: Abortable): Promise<Receipt>
  /**
   * As a visitor: a word, good for ten minutes, with which the same person, once known, takes their threads over. Ask for
   * it before the chat of the visitor is closed. @throws ChatError `state_conflict` for a known user
   */
  claimToken(options?: Abortable): Promise<string>
  /**
   * As a known user: takes over what a visitor wrote, by their `claimToken`. Answers how many threads came, which is none
   * when they came before; the lists are read again. @throws ChatError `forbidden` for a visitor, `token_invalid`,
   * `token_expired`, `state_conflict` when another has claimed them
   */
  claimVisitor(token: string, options?: Abortable): Promise<number>
}
