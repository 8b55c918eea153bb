import { describe } from 'vitest'
import { answerRules } from './answer-rules.ts'
import { badInputRules } from './bad-input-rules.ts'
import { commandRules } from './command-rules.ts'
import { concurrencyRules } from './concurrency-rules.ts'
import { eventRules } from './event-rules.ts'
import { identityRules } from './identity-rules.ts'
import { messageCursorRules } from './message-cursor-rules.ts'
import { messageRules } from './message-rules.ts'
import type { OpenStore } from './opened-store.ts'
import { outboxRules } from './outbox-rules.ts'
import { threadCursorRules } from './thread-cursor-rules.ts'
import { threadRules } from './thread-rules.ts'

/** What every store must do (ST1). An adapter's test calls it with a way to open an empty store. */
export const storeContract = (name: string, open: OpenStore): void => {
  describe(name, () => {
    identityRules(open)
    threadRules(open)
    messageRules(open)
    answerRules(open)
    eventRules(open)
    messageCursorRules(open)
    threadCursorRules(open)
    commandRules(open)
    outboxRules(open)
    concurrencyRules(open)
    badInputRules(open)
  })
}
