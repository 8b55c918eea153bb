import { clockIcon } from '../../icons/states.ts'
import type { Localisation } from '../../locales/localisation.ts'
import type { Notice } from './notice.ts'

/** Codes that say: not now, for there was too much. */
export const isLimit = (code: string): code is 'rate_limited' | 'quota_exceeded' =>
  code === 'rate_limited' || code === 'quota_exceeded'

/** A limit that was reached, in words, with the time when it ends; `left` in milliseconds, null: nobody knows (UX6). */
export const limitNotice = (
  words: Localisation,
  code: 'rate_limited' | 'quota_exceeded',
  left: number | null,
): Notice => {
  const box = { look: 'warn', drawing: clockIcon } as const
  const known = left !== null && left > 0
  if (code === 'rate_limited')
    return {
      ...box,
      title: words.text('limit.rate'),
      text: known ? words.text('limit.rateText', { time: words.countdown(left) }) : words.text('limit.rateSoon'),
    }
  return {
    ...box,
    title: words.text('limit.quota'),
    text: known ? words.text('limit.quotaText', { time: words.relative(left, 0) }) : words.text('limit.quotaLater'),
  }
}
