import type { AnswerStatus } from '@chat-view/sdk'
import { html, nothing, type TemplateResult } from 'lit'
import { type Icon, icon } from '../../icons/icon.ts'
import { alertIcon, blockedIcon, infoIcon } from '../../icons/states.ts'
import type { Localisation } from '../../locales/localisation.ts'
import type { AnswerShown } from './answer-body.ts'
import { mayDo } from './message-actions.ts'

interface Notice {
  readonly look: 'warn' | 'bad' | ''
  readonly drawing: Icon
  readonly title: string
  readonly text: string
  /** What one can do: go on at its end, or ask for another answer. */
  readonly offer: 'continue' | 'regenerate' | null
}

const limits = new Set(['rate_limited', 'quota_exceeded'])

const noticeOf = (words: Localisation, status: AnswerStatus, blank: boolean): Notice | null => {
  switch (status.state) {
    case 'running':
      return null
    case 'done':
      if (blank)
        return { look: '', drawing: alertIcon, title: words.text('answer.empty'), text: '', offer: 'regenerate' }
      if (status.reason !== 'length') return null
      return { look: '', drawing: infoIcon, title: words.text('answer.cut'), text: '', offer: 'continue' }
    case 'stopped':
      return { look: '', drawing: infoIcon, title: words.text('answer.stopped'), text: '', offer: 'continue' }
    case 'interrupted':
      return {
        look: 'warn',
        drawing: infoIcon,
        title: words.text('answer.interrupted'),
        text: words.text('answer.interruptedText'),
        offer: 'continue',
      }
    case 'blocked':
      return {
        look: '',
        drawing: blockedIcon,
        title: words.text('answer.blocked'),
        text: words.text('answer.blockedText'),
        offer: null,
      }
    case 'failed':
      return {
        look: limits.has(status.reason) ? 'warn' : 'bad',
        drawing: alertIcon,
        title: words.text('answer.failed'),
        text: words.error(status.reason),
        offer: 'regenerate',
      }
  }
}

/** How an answer ended, where it did not simply end: what happened, what is kept, what to do (UX6). */
export const answerNotice = ({ words, view, thread, reader }: AnswerShown): TemplateResult | typeof nothing => {
  if (!view.answer) return nothing
  const blank = view.parts.every(part => !('text' in part) || part.text.trim() === '')
  const notice = noticeOf(words, view.answer, blank)
  if (!notice) return nothing
  const { look, drawing, title, text } = notice
  // Without a beginning there is nothing to go on from.
  const offer = notice.offer === 'continue' && blank ? 'regenerate' : notice.offer
  const permitted =
    offer !== null && mayDo(reader, offer === 'continue' ? 'answer.continue' : 'answer.regenerate', view)
  const press = () => {
    if (offer === 'continue') thread.continue(view.key)
    else thread.regenerate(view.key)
  }
  return html`<div class="notice ${look}" part="message-error" role="note">
    ${icon(drawing)}
    <div>
      <b>${title}</b>${text === '' ? nothing : html`<span class="soft">${text}</span>`}
      ${
        permitted
          ? html`<div class="row"><button type="button" class="do" @click=${press}>${words.text(
              offer === 'continue' ? 'answer.continue' : 'answer.again',
            )}</button></div>`
          : nothing
      }
    </div>
  </div>`
}
