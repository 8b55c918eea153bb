import { html, type TemplateResult } from 'lit'
import { closeIcon } from '../../icons/controls.ts'
import { icon } from '../../icons/icon.ts'
import type { Localisation } from '../../locales/localisation.ts'

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
): TemplateResult =>
  html`<section class="tool" aria-label=${words.text('message.reasonTitle')}>
    <header>
      <b class="grow">${words.text('message.reasonTitle')}</b>
      <button type="button" class="btn" aria-label=${words.text('common.close')} @click=${close}>${icon(closeIcon, { small: true })}</button>
    </header>
    <div class="row">
      ${reasons.map(
        ([key, reason]) =>
          html`<button type="button" class="do" @click=${() => choose(reason)}>${words.text(key)}</button>`,
      )}
    </div>
  </section>`
