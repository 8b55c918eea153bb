import type { AnswerStatus } from '@chat-view/sdk'
import { nothing, type TemplateResult } from 'lit'
import { alertIcon } from '../../icons/states.ts'
import { blockedIcon, infoIcon } from '../../icons/troubles.ts'
import type { AnswerShown } from './answer-body.ts'
import { isBlank } from './answer-ending.ts'
import { isLimit, limitNotice } from './limit-notice.ts'
import { mayDo } from './message-actions.ts'
import { type Notice, type NoticeOffer, noticeBox } from './notice.ts'

type Offer = 'continue' | 'again' | 'edit'

const endings = (
  { words, trouble }: AnswerShown,
  status: AnswerStatus,
): (Notice & { offer: readonly Offer[] }) | null => {
  switch (status.state) {
    case 'running':
    case 'done':
      return null
    case 'stopped':
      return {
        look: '',
        drawing: infoIcon,
        title: words.text(status.reason === 'paused' ? 'limit.paused' : 'answer.stopped'),
        text: trouble?.reason(status.reason) ?? '',
        offer: ['continue'],
      }
    case 'interrupted':
      return {
        look: 'warn',
        drawing: alertIcon,
        title: words.text('answer.interrupted'),
        text: join(status.reason && trouble?.reason(status.reason), words.text('answer.interruptedText')),
        offer: ['continue', 'again'],
      }
    case 'blocked':
      return {
        look: '',
        drawing: blockedIcon,
        title: words.text('answer.blocked'),
        text: trouble?.reason(status.reason) ?? words.text('answer.blockedText'),
        offer: ['edit'],
      }
    case 'failed':
      if (isLimit(status.reason)) return { ...limitNotice(words, status.reason, null), offer: ['again'] }
      return {
        look: 'bad',
        drawing: alertIcon,
        title: words.text('answer.failed'),
        text: trouble?.reason(status.reason) ?? words.error(status.reason),
        offer: ['continue', 'again'],
      }
  }
}

const join = (first: string | null | undefined, last: string): string => (first ? `${first} ${last}` : last)

const noticeOf = (shown: AnswerShown, status: AnswerStatus, blank: boolean) => {
  const { words } = shown
  if (status.state !== 'done') return endings(shown, status)
  const offer = { look: '', drawing: infoIcon } as const
  if (blank) return { ...offer, title: words.text('answer.empty'), offer: ['again'] as const }
  return status.reason === 'length' ? { ...offer, title: words.text('answer.cut'), offer: ['continue'] as const } : null
}

/** How an answer ended, where it did not simply end: what happened, what is kept, what to do (UX6). */
export const answerNotice = (shown: AnswerShown): TemplateResult | typeof nothing => {
  const { words, view, reader, act } = shown
  if (!view.answer || view.answer.state === 'running') return nothing
  const blank = isBlank(view)
  const notice = noticeOf(shown, view.answer, blank)
  if (!notice) return nothing
  const possible: Record<Offer, () => NoticeOffer | null> = {
    // Without a beginning there is nothing to go on from.
    continue: () =>
      blank || !mayDo(reader, 'answer.continue', view)
        ? null
        : { label: words.text('answer.continue'), press: act.continue, main: view.answer?.state === 'interrupted' },
    again: () =>
      mayDo(reader, 'answer.regenerate', view) ? { label: words.text('answer.again'), press: act.again } : null,
    edit: () => act.editQuestion && { label: words.text('answer.editQuestion'), press: act.editQuestion },
  }
  // What was stopped before it began can only be asked again.
  const wanted: readonly Offer[] = blank && notice.offer[0] === 'continue' ? ['again'] : notice.offer
  const offers = wanted.map(name => possible[name]()).filter(offer => offer !== null)
  return noticeBox({ ...notice, offers }, view.answer.state !== 'done' && view.answer.state !== 'stopped')
}
