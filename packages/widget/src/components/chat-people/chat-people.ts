import { type Action, can, type GuestRole, type Invite, type Participant } from '@chat-view/sdk'
import { ContextConsumer } from '@lit/context'
import { html, nothing, type TemplateResult } from 'lit'
import { chatContext } from '../../context/chat-context.ts'
import { localisationContext } from '../../context/localisation-context.ts'
import { surfaceContext } from '../../context/surface-context.ts'
import { threadContext } from '../../context/thread-context.ts'
import { inviteAddress } from '../../controllers/invite-address.ts'
import { PeopleDesk } from '../../controllers/people-desk.ts'
import { closeIcon } from '../../icons/controls.ts'
import { iconButton } from '../../icons/icon-button.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { base } from '../../styles/base.ts'
import { controls } from '../../styles/controls.ts'
import { fields } from '../../styles/fields.ts'
import { skeleton } from '../../styles/skeleton.ts'
import { askQuestion } from '../chat-dialog/ask-question.ts'
import type { ChatQuestion } from '../chat-dialog/chat-dialog.ts'
import { dialogSheet } from '../chat-dialog/dialog-sheet.ts'
import { ChatElement } from '../chat-element.ts'
import { inviteForm } from './invite-form.ts'
import { linkForm } from './link-form.ts'
import { peopleSheet } from './people-sheet.ts'
import { personRow } from './person-row.ts'
import { standingInvites } from './standing-invites.ts'

declare global {
  interface HTMLElementTagNameMap {
    'chat-people': ChatPeople
  }
}

/** The people of a thread: who they are, and for the owner who may come and what they may do (CV10). */
export class ChatPeople extends ChatElement {
  static override sheets = [base, controls, fields, dialogSheet, skeleton, peopleSheet]
  static override properties = { link: { state: true, attribute: false }, said: { state: true, attribute: false } }

  /** The link that was just made; shown until the dialog is closed. */
  declare private link: string | null
  /** What was done, for those who listen: nothing outside a modal dialog is read out. */
  declare private said: string

  readonly #chat = new ContextConsumer(this, { context: chatContext, subscribe: true })
  readonly #words = new ContextConsumer(this, { context: localisationContext, subscribe: true })
  readonly #surface = new ContextConsumer(this, { context: surfaceContext, subscribe: true })
  readonly #thread = new ContextConsumer(this, { context: threadContext, subscribe: true })
  readonly #desk = new PeopleDesk(this, () => this.#element()?.close())

  constructor() {
    super()
    this.link = null
    this.said = ''
  }

  /** Resolves once it is shown. */
  async open(thread: string): Promise<void> {
    await this.#words.value?.dialogs()
    const chat = this.#chat.value
    if (!chat || !this.isConnected) return
    this.#desk.open(chat, thread)
    await this.updateComplete
    this.#element()?.showModal()
  }

  protected override updated(): void {
    const element = this.#element()
    // What had the focus is gone with its row.
    if (element?.open && !this.shadowRoot?.activeElement) element.querySelector<HTMLElement>('.close')?.focus()
  }

  protected override render(): TemplateResult | typeof nothing {
    const words = this.#words.value
    if (!words || !this.#desk.thread) return nothing
    const { people, error } = this.#desk
    return html`<dialog
        class="dialog"
        lang=${words.tag}
        dir=${words.direction}
        aria-labelledby="title"
        @close=${() => this.remove()}
        @keydown=${(event: Event) => event.stopPropagation()}
      >
        <h3 id="title">
          ${words.text('people.title')}
          ${iconButton({
            label: words.text('common.close'),
            drawing: closeIcon,
            press: () => this.#element()?.close(),
            name: 'close',
          })}
        </h3>
        <p class="unseen" role="status">${this.said}</p>
        ${error ? html`<p class="bad" role="alert">${words.error(error.code)}</p>` : nothing}
        ${people ? this.#people(words, people) : this.#waiting(words)} ${this.#owners(words)} ${this.#leaving(words)}
      </dialog>`
  }

  #waiting(words: Localisation): TemplateResult {
    return this.#desk.isBusy('list')
      ? html`<div class="bones" role="status" aria-label=${words.text('people.loading')}>
          <span class="bone w2"></span><span class="bone w3"></span>
        </div>`
      : html`<button type="button" class="do" @click=${() => this.#desk.list()}>${words.text('delivery.retry')}</button>`
  }

  #people(words: Localisation, people: readonly Participant[]): TemplateResult {
    const self = this.#chat.value?.$session.get()?.user.id
    const manages = this.#may('participant.manage')
    return html`<ul class="persons">
      ${people.map(person =>
        personRow({
          words,
          person,
          self: person.userId === self,
          managed: manages && person.role !== 'owner',
          busy: this.#desk.isBusy(`role:${person.userId}`) || this.#desk.isBusy(`remove:${person.userId}`),
          setRole: role => this.#setRole(person, role),
          remove: () => void this.#remove(person),
        }),
      )}
    </ul>`
  }

  #owners(words: Localisation): TemplateResult | typeof nothing {
    if (!this.#may('invite.read')) return nothing
    const manages = this.#may('participant.manage')
    const forms = html`${inviteForm(words, this.#desk.isBusy('invite'), (user, role) => this.#invite(user, role))}
      ${linkForm(words, this.#desk.isBusy('link'), this.link, (role, seconds) => void this.#makeLink(role, seconds))}`
    return html`${manages ? forms : html`<p>${words.text('people.archived')}</p>`}
      ${standingInvites({
        words,
        invites: this.#desk.invites,
        now: Date.now(),
        busy: ({ id }) => this.#desk.isBusy(`revoke:${id}`),
        revoke: this.#may('invite.revoke') ? invite => void this.#revoke(invite) : null,
      })}`
  }

  #leaving(words: Localisation): TemplateResult | typeof nothing {
    if (!this.#may('participant.leave')) return nothing
    return html`<div class="row">
      <button type="button" class="do bad" @click=${() => this.#leave()}>${words.text('people.leave')}</button>
    </div>`
  }

  /** What the server would refuse is not offered, nor is anything where the page is to be looked at only (CV9). */
  #may(action: Action): boolean {
    const state = this.#desk.thread?.$thread.get()
    if (state?.status !== 'open' || this.#surface.value?.readonly) return false
    const id = this.#chat.value?.$session.get()?.user.id ?? ''
    return can({ kind: 'user', id, role: state.role }, action, { archived: state.thread.archivedAt !== null })
  }

  async #setRole({ userId, name }: Participant, role: GuestRole): Promise<boolean> {
    const done = await this.#desk.setRole(userId, role)
    const words = this.#words.value
    if (done && words) {
      this.said = words.text('people.changed', {
        name: name ?? words.text('message.someone'),
        role: words.text(`people.${role}`),
      })
    }
    return done
  }

  async #remove({ userId, name: known }: Participant): Promise<void> {
    const words = this.#words.value
    if (!words) return
    const name = known ?? words.text('message.someone')
    const sure = await this.#ask({
      title: words.text('people.removeTitle', { name }),
      text: words.text('people.removeText'),
      yes: words.text('people.removeYes'),
      no: words.text('common.cancel'),
    })
    if (sure && (await this.#desk.remove(userId))) this.said = words.text('people.removed', { name })
  }

  async #leave(): Promise<void> {
    const words = this.#words.value
    const surface = this.#surface.value
    const current = this.#thread.value?.id === this.#desk.thread?.id
    if (!words || !surface) return
    const sure = await this.#ask({
      title: words.text('people.leaveTitle'),
      text: words.text('people.leaveText'),
      yes: words.text('people.leaveYes'),
      no: words.text('common.cancel'),
    })
    if (!sure || !(await this.#desk.leave())) return
    this.#element()?.close()
    if (!current) return
    surface.openThread(null)
    surface.focusComposer()
  }

  async #invite(user: string, role: GuestRole): Promise<boolean> {
    const done = await this.#desk.invite(user, role)
    if (done) this.said = this.#words.value?.text('people.added', { name: user }) ?? ''
    return done
  }

  async #makeLink(role: GuestRole, seconds: number): Promise<void> {
    const token = await this.#desk.makeLink(role, seconds)
    if (token === null) return
    this.link = inviteAddress(this.#surface.value?.address(null) ?? location.href, token)
    await this.updateComplete
    this.shadowRoot?.querySelector<HTMLInputElement>('.made input')?.select()
  }

  async #revoke({ id }: Invite): Promise<void> {
    if (await this.#desk.revoke(id)) this.said = this.#words.value?.text('people.revoked') ?? ''
  }

  async #ask(question: ChatQuestion): Promise<boolean> {
    return this.shadowRoot ? askQuestion(this.shadowRoot, question) : false
  }

  #element(): HTMLDialogElement | null {
    return this.renderRoot?.querySelector('dialog') ?? null
  }
}
