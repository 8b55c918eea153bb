import type { ChatError, Message, MessageView } from '@chat-view/sdk'
import { html, type TemplateResult } from 'lit'
import { icon } from '../../icons/icon.ts'
import { alertIcon } from '../../icons/states.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { changedWords } from './changed-words.ts'
import { writtenText } from './written-text.ts'

/** An edit that was refused because somebody else had changed the message meanwhile (CV5). */
export interface EditConflict {
  readonly mine: string
  readonly saved: string
  /** Of what is saved: an edit of it overwrites nothing else. */
  readonly version: number
}

const isMessage = (value: unknown): value is Pick<Message, 'parts' | 'version'> =>
  typeof value === 'object' && value !== null && 'parts' in value && Array.isArray(value.parts) && 'version' in value

/** The two texts, where a message's edit failed for that reason; else null. */
export const editConflict = (view: MessageView): EditConflict | null => {
  const { delivery } = view
  if (delivery.state !== 'failed' || delivery.command !== 'edit') return null
  const { code, current }: ChatError = delivery.error
  if (code !== 'conflict') return null
  // What the message is by now is newer than what the refusal said.
  const saved = isMessage(current) && current.version > view.version ? current : view
  return { mine: delivery.text, saved: writtenText(saved.parts), version: saved.version }
}

/** Shows both texts with what differs underlined; nothing is overwritten until one has chosen (CV5). */
export const conflictBox = (
  words: Localisation,
  { mine, saved }: EditConflict,
  act: { keepMine: () => void; keepSaved: () => void; merge: () => void },
): TemplateResult => {
  const column = (name: string, text: string, other: string) =>
    html`<div><b>${name}</b><p dir="auto">${changedWords(text, other).map(piece =>
      piece.changed ? html`<ins>${piece.text}</ins>` : piece.text,
    )}</p></div>`
  return html`<section class="conflict" part="message-error" role="alert" aria-label=${words.text('conflict.title')}>
    <div class="notice plain warn">${icon(alertIcon)}
      <div><b>${words.text('conflict.title')}</b><span class="soft">${words.text('conflict.text')}</span></div></div>
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
