import { describe } from 'vitest'
import { answerRules } from './answer-rules.ts'
import { auditRules } from './audit-rules.ts'
import { badInputRules } from './bad-input-rules.ts'
import { claimRules } from './claim-rules.ts'
import { commandRules } from './command-rules.ts'
import { concurrencyRules } from './concurrency-rules.ts'
import { contextRules } from './context-rules.ts'
import { convergenceRules } from './convergence-rules.ts'
import { erasedTextRules } from './erased-text-rules.ts'
import { erasureRules } from './erasure-rules.ts'
import { eventRules } from './event-rules.ts'
import { identityRules } from './identity-rules.ts'
import { inviteRules } from './invite-rules.ts'
import { lateCommandRules } from './late-command-rules.ts'
import { manyEndsRules } from './many-ends-rules.ts'
import { messageCursorRules } from './message-cursor-rules.ts'
import { messageRules } from './message-rules.ts'
import type { OpenStore } from './opened-store.ts'
import { operatorRequestRules } from './operator-request-rules.ts'
import { opinionRules } from './opinion-rules.ts'
import { outboxRules } from './outbox-rules.ts'
import { participantRules } from './participant-rules.ts'
import { providerKeyRules } from './provider-key-rules.ts'
import { purgeRules } from './purge-rules.ts'
import { quotaRules } from './quota-rules.ts'
import { retentionRules } from './retention-rules.ts'
import { safetyRules } from './safety-rules.ts'
import { searchRules } from './search-rules.ts'
import { searchedTextsRules } from './searched-texts-rules.ts'
import { staleSummaryRules } from './stale-summary-rules.ts'
import { summaryRules } from './summary-rules.ts'
import { summaryWindowRules } from './summary-window-rules.ts'
import { threadCursorRules } from './thread-cursor-rules.ts'
import { threadRules } from './thread-rules.ts'
import { toolCallRules } from './tool-call-rules.ts'
import { usageRules } from './usage-rules.ts'
import { webhookRules } from './webhook-rules.ts'
import { webhookTryRules } from './webhook-try-rules.ts'

/** What every store must do (ST1). An adapter's test calls it with a way to open an empty store. */
export const storeContract = (name: string, open: OpenStore): void => {
  describe(name, () => {
    identityRules(open)
    providerKeyRules(open)
    threadRules(open)
    messageRules(open)
    opinionRules(open)
    answerRules(open)
    contextRules(open)
    summaryRules(open)
    summaryWindowRules(open)
    staleSummaryRules(open)
    eventRules(open)
    messageCursorRules(open)
    threadCursorRules(open)
    commandRules(open)
    operatorRequestRules(open)
    outboxRules(open)
    participantRules(open)
    inviteRules(open)
    claimRules(open)
    auditRules(open)
    purgeRules(open)
    retentionRules(open)
    erasureRules(open)
    erasedTextRules(open)
    lateCommandRules(open)
    concurrencyRules(open)
    manyEndsRules(open)
    convergenceRules(open)
    searchRules(open)
    searchedTextsRules(open)
    badInputRules(open)
    usageRules(open)
    quotaRules(open)
    safetyRules(open)
    webhookRules(open)
    webhookTryRules(open)
    toolCallRules(open)
  })
}
