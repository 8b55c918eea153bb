import { html, type TemplateResult } from 'lit'
import { icon } from '../../icons/icon.ts'
import { alertIcon } from '../../icons/states.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { changedWords } from './changed-words.ts'
import type { EditConflict } from './edit-conflict.ts'

export { conflictSheet } from './conflict-sheet.ts'

/** Shows both texts with what differs underlined; nothing is overwritten until one has chosen (CV5). */
export const conflictBox = (
  words: Localisation,
  { mine, saved }: Omit<EditConflict, 'version'>,
  act: { keepMine: () => void; keepSaved: () => void; merge: () => void },
  title: string = words.text('conflict.title'),
): TemplateResult => {
  const column = (name: string, text: string, other: string) =>
    html`<div><b>${name}</b><p dir="auto">${changedWords(text, other).map(piece =>
      piece.changed ? html`<ins>${piece.text}</ins>` : piece.text,
    )}</p></div>`
  return html`<section class="conflict" part="message-error" role="alert" aria-label=${title}>
    <div class="notice plain warn">${icon(alertIcon)}
      <div><b>${title}</b><span class="soft">${words.text('conflict.text')}</span></div></div>
    <div class="both">
      ${column(words.text('conflict.yours'), mine, saved)}${column(words.text('conflict.saved'), saved, mine)}
    </div>
    <div class="row">
      <button type="button" class="do main" @click=${act.keepMine}>${words.text('conflict.keepMine')}</button>
      <button type="button" class="do" @click=${act.keepSaved}>${words.text('conflict.keepSaved')}</button>
      <button type="button" class="do bare" @click=${act.merge}>${words.text('conflict.merge')}</button>
    </div>
  </section>`
}
