import type { GuestRole } from '@chat-view/sdk'
import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { Localisation } from '../../locales/localisation.ts'

const roles: readonly GuestRole[] = ['collaborator', 'viewer']

interface RolePickerOptions {
  readonly words: Localisation
  readonly label: string
  readonly role: GuestRole
  readonly busy?: boolean
  /** Also for a form, which reads it by its name `role`. */
  readonly picked?: (role: GuestRole, picker: HTMLSelectElement) => void
}

/** Whether somebody can write or only read. */
export function rolePicker({ words, label, role, busy = false, picked }: RolePickerOptions): TemplateResult {
  return html`<select
    class="pick"
    name="role"
    aria-label=${label}
    ?disabled=${busy}
    .value=${picked ? live(role) : role}
    @change=${
      picked
        ? ({ currentTarget }: Event) => {
            const picker = currentTarget as HTMLSelectElement
            picked(readRole(picker.value), picker)
          }
        : nothing
    }
  >
    ${roles.map(one => html`<option value=${one} ?selected=${one === role}>${words.text(`people.${one}`)}</option>`)}
  </select>`
}

/** The role of that name; the lesser one for any other. */
export function readRole(name: unknown): GuestRole {
  return roles.find(role => role === name) ?? 'viewer'
}
