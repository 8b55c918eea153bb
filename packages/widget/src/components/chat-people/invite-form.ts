import type { GuestRole } from '@chat-view/sdk'
import { html, type TemplateResult } from 'lit'
import type { Localisation } from '../../locales/localisation.ts'
import { readRole, rolePicker } from './role-picker.ts'

/** Lets one person in, by the host's id of them. The field is emptied once it was done. */
export function inviteForm(
  words: Localisation,
  busy: boolean,
  invite: (user: string, role: GuestRole) => Promise<boolean>,
): TemplateResult {
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    const data = new FormData(form)
    const user = String(data.get('user') ?? '').trim()
    const field = form.querySelector('input')
    if (user === '') field?.focus()
    else if (!busy && (await invite(user, readRole(data.get('role')))) && field) field.value = ''
  }
  return html`<form @submit=${submit}>
    <h4><label for="user">${words.text('people.invite')}</label></h4>
    <div class="row">
      <span class="field grow">
        <input
          id="user"
          name="user"
          maxlength="256"
          dir="auto"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          placeholder=${words.text('people.userId')}
          aria-describedby="user-hint"
        />
      </span>
      ${rolePicker({ words, label: words.text('people.role', { name: words.text('people.userId') }), role: 'collaborator' })}
      <button class="do" aria-disabled=${busy}>${words.text('people.add')}</button>
    </div>
    <p id="user-hint" class="xs soft">${words.text('people.userIdHint')}</p>
  </form>`
}
