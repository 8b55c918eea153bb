import { answers } from './answer.ts'
import { auditKeys } from './audit-key.ts'
import { audit } from './audit-line.ts'
import { auditSeals } from './audit-seal.ts'
import { calls } from './call.ts'
import { commands } from './command.ts'
import { edits } from './edit.ts'
import { erasures } from './erasure.ts'
import { events } from './event.ts'
import { feed } from './feed-entry.ts'
import { feedback } from './feedback.ts'
import { generations } from './generation.ts'
import { health } from './health.ts'
import { invites } from './invite.ts'
import { inviteUses } from './invite-use.ts'
import { masks } from './mask.ts'
import { members } from './member.ts'
import { messages } from './message.ts'
import { operatorKeys } from './operator-key.ts'
import { outbox } from './outbox-row.ts'
import { projects } from './project.ts'
import { providerKeys } from './provider-key.ts'
import { quotaAccounts } from './quota-account.ts'
import { searchEntries } from './search-entry.ts'
import { sessions } from './session.ts'
import { signingKeys } from './signing-key.ts'
import { summaries } from './summary.ts'
import { threads } from './thread.ts'
import { toolCalls } from './tool-call.ts'
import { users } from './user.ts'
import { verdicts } from './verdict.ts'
import { webhooks } from './webhook.ts'
import { webhookDeliveries } from './webhook-delivery.ts'

/** Every collection, by the name that verbs know it by. */
export const schemas = {
  projects,
  signingKeys,
  operatorKeys,
  providerKeys,
  users,
  sessions,
  threads,
  members,
  messages,
  edits,
  generations,
  answers,
  feedback,
  toolCalls,
  events,
  feed,
  outbox,
  commands,
  searchEntries,
  summaries,
  health,
  invites,
  inviteUses,
  auditKeys,
  audit,
  auditSeals,
  erasures,
  calls,
  quotaAccounts,
  verdicts,
  masks,
  webhooks,
  webhookDeliveries,
}

export type Schemas = typeof schemas
export type CollectionName = keyof Schemas
