import { html, nothing, type TemplateResult } from 'lit'
import { type Icon, icon } from '../../icons/icon.ts'

/** Something that one can do about it. */
export interface NoticeOffer {
  readonly label: string
  readonly press: () => void
  readonly main?: boolean
}

export interface Notice {
  readonly look: 'warn' | 'bad' | ''
  readonly drawing: Icon
  readonly title: string
  readonly text?: string
  readonly offers?: readonly NoticeOffer[]
}

/**
 * What happened, what is kept, what to do (UX6). `failure` for what did not succeed. One that is `told` is read out when it
 * comes, and not again with each second that its text counts down (UX2).
 */
export const noticeBox = (
  { look, drawing, title, text = '', offers = [] }: Notice,
  failure: boolean,
  told = false,
): TemplateResult =>
  html`<div class="notice ${look}" part=${failure ? 'message-error' : nothing} role=${told ? 'alert' : 'note'}
    aria-relevant=${told ? 'additions' : nothing}>
    ${icon(drawing)}
    <div>
      <b>${title}</b>${text === '' ? nothing : html`<span class="soft">${text}</span>`}
      ${
        offers.length === 0
          ? nothing
          : html`<div class="row">${offers.map(
              ({ label, press, main }) =>
                html`<button type="button" class="do ${main ? 'main' : ''}" @click=${press}>${label}</button>`,
            )}</div>`
      }
    </div>
  </div>`
