import { clockIcon } from '../../icons/states.ts'
import type { Localisation } from '../../locales/localisation.ts'
import type { Notice } from './notice.ts'

type LimitCode = 'rate_limited' | 'quota_exceeded' | 'answers_paused'

/** Codes that say: not now, for there was too much, or nobody answers. */
export const isLimit = (code: string): code is LimitCode =>
  code === 'rate_limited' || code === 'quota_exceeded' || code === 'answers_paused'

/** A limit that was reached, in words, with the time when it ends; `left` in milliseconds, null: nobody knows (UX6). `quota`: which one. */
export const limitNotice = (
  words: Localisation,
  code: LimitCode,
  left: number | null,
  quota: string | null = null,
): Notice => {
  const box = { look: 'warn', drawing: clockIcon } as const
  const known = left !== null && left > 0
  if (code === 'rate_limited')
    return {
      ...box,
      title: words.text('limit.rate'),
      text: known ? words.text('limit.rateText', { time: words.countdown(left) }) : words.text('limit.rateSoon'),
    }
  if (code === 'answers_paused')
    return { ...box, title: words.text('limit.paused'), text: words.text('limit.quotaLater') }
  if (quota !== null) return { ...box, title: words.text('limit.quota'), text: quota }
  return {
    ...box,
    title: words.text('limit.quota'),
    text: known ? words.text('limit.quotaText', { time: words.relative(left, 0) }) : words.text('limit.quotaLater'),
  }
}
