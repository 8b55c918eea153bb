import type { ChatError } from '@chat-view/sdk'
import type { Localisation } from '../../locales/localisation.ts'
import type { StringKey } from '../../locales/strings.ts'
import { limitName, limitReset } from './limit-words.ts'

type Reason = Extract<StringKey, `why.${string}`>

/** Reasons of the server's that have words of their own; codes of the table of errors have theirs elsewhere. */
const reasons: Readonly<Record<string, Reason>> = {
  'key-refused': 'why.keyRefused',
  'model-unknown': 'why.modelUnknown',
  'context-length': 'why.contextLength',
  'breaker-open': 'why.breakerOpen',
  paused: 'why.paused',
  answers_paused: 'why.paused',
  'connect-timeout': 'why.notReached',
  'first-token-timeout': 'why.tooSlow',
  'total-timeout': 'why.tooSlow',
  'idle-timeout': 'why.brokeOff',
  cut: 'why.brokeOff',
  'too-long': 'why.tooLong',
  'node-lost': 'why.restarted',
  'shutting-down': 'why.restarted',
  filter: 'why.filter',
  'input-blocked': 'why.inputBlocked',
  'output-blocked': 'why.outputBlocked',
}

/** More words on why things went as they did than a first conversation needs; wants the strings of dialogs. */
export interface TroubleWords {
  /** Why an answer ended; null: the general words are all there are. */
  reason(reason: string): string | null
  /** Which limit a refusal is about, when it ends, and what the project says to it; null: it does not tell. */
  quota(error: ChatError): string | null
}

export const troubleWords = (words: Localisation): TroubleWords => ({
  reason: reason => {
    const key = Object.hasOwn(reasons, reason) ? reasons[reason] : undefined
    return (key !== undefined && words.text(key)) || null
  },
  quota: ({ quota, detail }) => {
    if (!quota) return null
    const told = [detail, limitName(words, quota, quota.currency ?? null), limitReset(words, quota, Date.now())]
    return told.filter(text => text !== undefined && text !== '').join('\n')
  },
})
