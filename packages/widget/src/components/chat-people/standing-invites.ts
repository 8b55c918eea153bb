import type { Invite } from '@chat-view/sdk'
import { html, nothing, type TemplateResult } from 'lit'
import type { Localisation } from '../../locales/localisation.ts'

interface StandingInvitesOptions {
  readonly words: Localisation
  readonly invites: readonly Invite[]
  readonly now: number
  readonly busy: (invite: Invite) => boolean
  /** Null where they cannot be taken back. */
  readonly revoke: ((invite: Invite) => void) | null
}

/** The invitations that still let somebody in. */
export function standingInvites(options: StandingInvitesOptions): TemplateResult | typeof nothing {
  const { words, invites, now, busy, revoke } = options
  if (invites.length === 0) return nothing
  const row = (invite: Invite): TemplateResult => {
    const what = words.text(`people.${invite.role}`)
    const ends = `${words.text('people.ends')} ${words.relative(invite.expiresAt, now)}`
    return html`<li class="person">
      <span class="grow">${what}<span class="xs soft">${ends} · ${words.text('people.uses', { count: invite.uses })}</span></span>
      ${
        revoke
          ? html`<button
              type="button"
              class="do"
              aria-label="${words.text('people.revoke')}: ${what}, ${ends}"
              aria-disabled=${busy(invite)}
              @click=${() => revoke(invite)}
            >
              ${words.text('people.revoke')}
            </button>`
          : nothing
      }
    </li>`
  }
  return html`<section>
    <h4>${words.text('people.standing')}</h4>
    <ul>
      ${invites.map(row)}
    </ul>
  </section>`
}
