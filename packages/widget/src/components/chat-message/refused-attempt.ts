import type { ChatError } from '@chat-view/sdk'
import { html, type TemplateResult } from 'lit'
import type { Localisation } from '../../locales/localisation.ts'
import { isLimit, limitNotice } from './limit-notice.ts'
import { noticeBox } from './notice.ts'
import type { TroubleWords } from './trouble-words.ts'

/** Why another answer could not be begun; what there is stays (UX6). */
export const refusedAttempt = (
  words: Localisation,
  error: ChatError,
  left: number | null,
  trouble: TroubleWords | null,
): TemplateResult =>
  html`<div>${
    isLimit(error.code)
      ? noticeBox(limitNotice(words, error.code, left, trouble?.quota(error)), true, true)
      : html`<p class="state bad" part="message-error" role="alert">${words.error(error.code)}</p>`
  }</div>`
