import { html, type TemplateResult } from 'lit'
import type { Localisation } from '../../locales/localisation.ts'
import { closableBox } from './closable-box.ts'

const reasons = [
  ['message.reasonWrong', 'wrong'],
  ['message.reasonOffTopic', 'off-topic'],
  ['message.reasonTooLong', 'too-long'],
  ['message.reasonUnsafe', 'unsafe'],
  ['message.reasonOther', 'other'],
] as const

/** Asks what was wrong with an answer (CV2); `choose` gets a word of ours, not of the reader's language. */
export const feedbackReasons = (
  words: Localisation,
  choose: (reason: string) => void,
  close: () => void,
): TemplateResult => {
  const buttons = reasons.map(
    ([key, reason]) =>
      html`<button type="button" class="do" @click=${() => choose(reason)}>${words.text(key)}</button>`,
  )
  return closableBox(words, words.text('message.reasonTitle'), html`<div class="row">${buttons}</div>`, close)
}
