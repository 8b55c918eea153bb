import type { AnswerStatus, MessageView } from '@chat-view/sdk'
import { nothing, type TemplateResult } from 'lit'
import { alertIcon, blockedIcon, infoIcon } from '../../icons/states.ts'
import type { Localisation } from '../../locales/localisation.ts'
import type { AnswerShown } from './answer-body.ts'
import { isLimit, limitNotice } from './limit-notice.ts'
import { mayDo } from './message-actions.ts'
import { type Notice, type NoticeOffer, noticeBox } from './notice.ts'

type Offer = 'continue' | 'again' | 'edit'

/** Is there nothing to read in an answer that has ended? Then its notice stands in its place. */
export const isBlank = ({ parts }: MessageView): boolean =>
  parts.every(part => ('text' in part ? part.text.trim() === '' : part.kind === 'citation'))

const endings = (words: Localisation, status: AnswerStatus): (Notice & { offer: readonly Offer[] }) | null => {
  switch (status.state) {
    case 'running':
    case 'done':
      return null
    case 'stopped':
      return { look: '', drawing: infoIcon, title: words.text('answer.stopped'), offer: ['continue'] }
    case 'interrupted':
      return {
        look: 'warn',
        drawing: alertIcon,
        title: words.text('answer.interrupted'),
        text: words.text('answer.interruptedText'),
        offer: ['continue', 'again'],
      }
    case 'blocked':
      return {
        look: '',
        drawing: blockedIcon,
        title: words.text('answer.blocked'),
        text: words.text('answer.blockedText'),
        offer: ['edit'],
      }
    case 'failed':
      if (isLimit(status.reason)) return { ...limitNotice(words, status.reason, null), offer: ['again'] }
      return {
        look: 'bad',
        drawing: alertIcon,
        title: words.text('answer.failed'),
        text: words.error(status.reason),
        offer: ['continue', 'again'],
      }
  }
}

const noticeOf = (words: Localisation, status: AnswerStatus, blank: boolean) => {
  if (status.state !== 'done') return endings(words, status)
  const offer = { look: '', drawing: infoIcon } as const
  if (blank) return { ...offer, title: words.text('answer.empty'), offer: ['again'] as const }
  return status.reason === 'length' ? { ...offer, title: words.text('answer.cut'), offer: ['continue'] as const } : null
}

/** How an answer ended, where it did not simply end: what happened, what is kept, what to do (UX6). */
export const answerNotice = (shown: AnswerShown): TemplateResult | typeof nothing => {
  const { words, view, reader, act } = shown
  if (!view.answer || view.answer.state === 'running') return nothing
  const blank = isBlank(view)
  const notice = noticeOf(words, view.answer, blank)
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
