import type { LimitUse, ReachedLimit } from '@chat-view/sdk'
import type { Localisation } from '../../locales/localisation.ts'

type Limit = Pick<ReachedLimit, 'scope' | 'unit' | 'period' | 'limit'>

/** Money of millionths, as the language writes it. */
export const money = (words: Localisation, millionths: number, currency: string): string =>
  new Intl.NumberFormat(words.tag, { style: 'currency', currency }).format(millionths / 1_000_000)

const amount = (words: Localisation, { unit, limit }: Limit, currency: string | null): string => {
  if (unit === 'messages') return words.text('limit.messages', { count: limit })
  if (unit === 'tokens') return words.text('limit.tokens', { count: limit })
  return currency === null ? words.text('limit.budget') : money(words, limit, currency)
}

const periods = { minute: 'limit.minute', day: 'limit.day', month: 'limit.month' } as const

/** Which limit it is: how much, in which time, for whom (AI7). Wants the strings of dialogs. */
export const limitName = (words: Localisation, limit: Limit, currency: string | null = null): string =>
  [
    amount(words, limit, currency),
    words.text(periods[limit.period]),
    words.text(limit.scope === 'project' ? 'limit.project' : 'limit.own'),
  ].join(' · ')

/** When a limit begins anew, as a time and from now. */
export const limitReset = (words: Localisation, { resetsAt }: Pick<ReachedLimit, 'resetsAt'>, now: number): string =>
  words.text('limit.resets', { time: words.timestamp(resetsAt), wait: words.relative(resetsAt, now) })

/** How far a limit is used, what runs included. */
export const limitShare = ({ used, reserved, limit }: LimitUse): number =>
  limit === 0 ? 1 : Math.min(1, (used + reserved) / limit)
