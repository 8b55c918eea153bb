import type { GuestRole, Participant } from '@chat-view/sdk'
import { html, nothing, type TemplateResult } from 'lit'
import { closeIcon } from '../../icons/controls.ts'
import { iconButton } from '../../icons/icon-button.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { initials } from '../chat-thread-header/header-people.ts'
import { readRole, rolePicker } from './role-picker.ts'

interface PersonRowOptions {
  readonly words: Localisation
  readonly person: Participant
  readonly self: boolean
  /** The reader may change their role and take them out. */
  readonly managed: boolean
  readonly busy: boolean
  readonly setRole: (role: GuestRole) => Promise<boolean>
  readonly remove: () => void
}

/** A person of a thread and what they can do. */
export function personRow({ words, person, self, managed, busy, setRole, remove }: PersonRowOptions): TemplateResult {
  const name = person.name ?? words.text('message.someone')
  const shown = self && person.name === null ? words.text('message.you') : name
  const picked = async (role: GuestRole, picker: HTMLSelectElement): Promise<void> => {
    if (!(await setRole(role))) picker.value = person.role
  }
  return html`<li class="person">
    <span class="face" aria-hidden="true">${initials(shown, words.tag)}</span>
    <span class="grow cut"
      ><bdi>${shown}</bdi>${
        self && person.name !== null ? html`<span class="soft"> (${words.text('people.you')})</span>` : nothing
      }</span
    >
    ${
      managed
        ? html`${rolePicker({
            words,
            label: words.text('people.role', { name }),
            role: readRole(person.role),
            busy,
            picked,
          })}
          ${iconButton({ label: words.text('people.remove', { name }), drawing: closeIcon, press: remove, name: 'remove' })}`
        : html`<span class="soft">${words.text(`people.${person.role}`)}</span>`
    }
  </li>`
}
