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

interface Reasons {
  /** The reason that was given before, in a word of ours; null: none. */
  readonly chosen: string | null
  /** Gets a word of ours, not of the reader's language. */
  readonly choose: (reason: string) => void
  /** The reader has no opinion after all. */
  readonly takeBack: () => void
  readonly close: () => void
}

/** Asks what was wrong with an answer, and lets the opinion be changed or taken back (CV2). */
export const feedbackReasons = (words: Localisation, { chosen, choose, takeBack, close }: Reasons): TemplateResult => {
  const buttons = reasons.map(
    ([key, reason]) =>
      html`<button type="button" class="do" aria-pressed=${reason === chosen} @click=${() => choose(reason)}>${words.text(key)}</button>`,
  )
  const content = html`<div class="row">
    ${buttons}<button type="button" class="do bare" @click=${takeBack}>${words.text('message.unrate')}</button>
  </div>`
  return closableBox(words, words.text('message.reasonTitle'), content, close)
}
