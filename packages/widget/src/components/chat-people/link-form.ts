import type { GuestRole } from '@chat-view/sdk'
import { html, nothing, type TemplateResult } from 'lit'
import type { Localisation } from '../../locales/localisation.ts'
import { copyText } from '../chat-streaming-text/copy-text.ts'
import { readRole, rolePicker } from './role-picker.ts'

/** Seconds after which a link can end: an hour, a day, a week, thirty days. */
const lifetimes = [3_600, 86_400, 604_800, 2_592_000] as const
const usual = 604_800

/** Makes a link that lets its bearer in, and shows it this once. */
export function linkForm(
  words: Localisation,
  busy: boolean,
  link: string | null,
  make: (role: GuestRole, seconds: number) => void,
): TemplateResult {
  const submit = (event: Event): void => {
    event.preventDefault()
    const data = new FormData(event.currentTarget as HTMLFormElement)
    if (!busy) make(readRole(data.get('role')), Number(data.get('ends')))
  }
  const title = words.text('people.linkTitle')
  return html`<form @submit=${submit}>
      <h4>${title}</h4>
      <p class="xs soft">${words.text('people.linkText')}</p>
      <div class="row">
        ${rolePicker({ words, label: words.text('people.role', { name: title }), role: 'viewer' })}
        <select class="pick grow" name="ends" aria-label=${words.text('people.ends')}>
          ${lifetimes.map(
            seconds =>
              html`<option value=${seconds} ?selected=${seconds === usual}>${words.relative(seconds * 1_000, 0)}</option>`,
          )}
        </select>
        <button class="do" aria-disabled=${busy}>${words.text('people.makeLink')}</button>
      </div>
    </form>
    ${link === null ? nothing : made(words, link)}`
}

function made(words: Localisation, link: string): TemplateResult {
  const copy = async ({ currentTarget }: Event): Promise<void> => {
    const button = currentTarget as HTMLElement
    if (await copyText(link)) button.textContent = words.text('common.copied')
    else button.parentElement?.querySelector('input')?.select()
  }
  return html`<div class="made">
    <p role="status">${words.text('people.linkReady')}</p>
    <div class="row">
      <span class="field grow"
        ><input readonly dir="ltr" aria-label=${words.text('people.link')} .value=${link}
      /></span>
      <button type="button" class="do main" @click=${copy}>${words.text('common.copy')}</button>
    </div>
  </div>`
}
