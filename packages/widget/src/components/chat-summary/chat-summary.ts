import type { Chat, ChatError, Summary, ThreadHandle, ThreadState } from '@chat-view/sdk'
import { can } from '@chat-view/sdk'
import { ContextConsumer } from '@lit/context'
import { html, nothing, type TemplateResult } from 'lit'
import { chatContext } from '../../context/chat-context.ts'
import { localisationContext } from '../../context/localisation-context.ts'
import { surfaceContext } from '../../context/surface-context.ts'
import { threadContext } from '../../context/thread-context.ts'
import { Attempt } from '../../controllers/attempt.ts'
import { isComposing } from '../../controllers/is-composing.ts'
import { StoreController } from '../../controllers/store-controller.ts'
import { nextIcon } from '../../icons/controls.ts'
import { icon } from '../../icons/icon.ts'
import { alertIcon } from '../../icons/states.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { base } from '../../styles/base.ts'
import { controls } from '../../styles/controls.ts'
import { marks } from '../../styles/marks.ts'
import { states } from '../../styles/states.ts'
import { askQuestion } from '../chat-dialog/ask-question.ts'
import { ChatElement } from '../chat-element.ts'
import { conflictBox, conflictSheet } from '../chat-message/conflict-box.ts'
import { summarySheet } from './summary-sheet.ts'

declare global {
  interface HTMLElementTagNameMap {
    'chat-summary': ChatSummary
  }
}

interface Draft {
  readonly text: string
  /** The version that was seen: only that one is overwritten. */
  readonly version: number
}

const nobody = (): void => {}

const isSummary = (value: unknown): value is Summary =>
  typeof value === 'object' && value !== null && 'text' in value && 'version' in value

/**
 * Where a thread was summarised, and what that says; the owner may change or delete it (AI5).
 * @csspart summary
 */
export class ChatSummary extends ChatElement {
  static override sheets = [base, controls, marks, states, conflictSheet, summarySheet]
  static override properties = { summary: { attribute: false }, draft: { state: true }, clash: { state: true } }

  declare summary: Summary | null
  /** While it is edited. */
  declare draft: Draft | null
  /** An edit that found another text than it began with. */
  declare clash: { readonly mine: string; readonly saved: Summary } | null

  #chat: Chat | null = null
  readonly #words = new ContextConsumer(this, {
    context: localisationContext,
    subscribe: true,
    callback: words => void words?.dialogs().then(() => this.requestUpdate(), nobody),
  })
  readonly #surface = new ContextConsumer(this, { context: surfaceContext, subscribe: true })
  readonly #thread = new ContextConsumer(this, {
    context: threadContext,
    subscribe: true,
    callback: thread => this.#state.follow(thread?.$thread ?? null),
  })
  readonly #state = new StoreController<ThreadState>(this)
  readonly #attempt = new Attempt(this)

  constructor() {
    super()
    this.summary = this.draft = this.clash = null
    new ContextConsumer(this, {
      context: chatContext,
      subscribe: true,
      callback: chat => {
        this.#chat = chat ?? null
      },
    })
  }

  get #mayWrite(): boolean {
    const state = this.#state.value
    if (state?.status !== 'open' || this.#surface.value?.readonly) return false
    const actor = { kind: 'user', id: this.#chat?.$session.get()?.user.id ?? '', role: state.role } as const
    return can(actor, 'summary.write', { archived: state.thread.archivedAt !== null })
  }

  protected override render(): TemplateResult | typeof nothing {
    const { summary } = this
    const words = this.#words.value
    if (!summary || !words) return nothing
    const name = words.text('mark.summarised', { count: summary.messages })
    if (name === '') return nothing
    return html`<details part="summary">
      <summary class="mark ruled"><span>${icon(nextIcon, { small: true, chevron: true })}${name}</span></summary>
      <div class="summary">${this.#content(words, summary)}</div>
    </details>`
  }

  #content(words: Localisation, summary: Summary): TemplateResult {
    if (this.clash) return this.#conflict(words, summary, this.clash)
    if (this.draft) return this.#editor(words, this.draft)
    return html`${
      summary.state === 'stale'
        ? html`<p class="stale">${icon(alertIcon, { small: true })}<span>${words.text('summary.stale')}</span></p>`
        : nothing
    }
      <chat-streaming-text .text=${summary.text} .live=${false}></chat-streaming-text>
      ${this.#trouble(words)}
      ${
        this.#mayWrite
          ? html`<div class="row">
            <button type="button" class="do edit" @click=${() => this.#begin(summary.text, summary.version)}>
              ${words.text('mark.editSummary')}
            </button>
            <button type="button" class="do bare" @click=${this.#remove}>${words.text('summary.delete')}</button>
          </div>`
          : nothing
      }`
  }

  #editor(words: Localisation, draft: Draft): TemplateResult {
    const blank = draft.text.trim() === ''
    return html`<form @submit=${(event: Event) => this.#submit(event, draft)}>
      <textarea dir="auto" aria-label=${words.text('summary.label')} .value=${draft.text} @keydown=${this.#keydown}
        @input=${(event: Event) => this.#write(event, draft)}></textarea>
      ${this.#trouble(words)}
      <div class="row">
        <button type="submit" class="do main" aria-disabled=${blank}>${words.text('common.save')}</button>
        <button type="button" class="do" @click=${this.#cancel}>${words.text('common.cancel')}</button>
      </div>
    </form>`
  }

  #conflict(words: Localisation, summary: Summary, { mine, saved }: NonNullable<ChatSummary['clash']>): TemplateResult {
    const version = Math.max(saved.version, summary.version)
    const shown = summary.version > saved.version ? summary.text : saved.text
    return conflictBox(
      words,
      { mine, saved: shown },
      {
        keepMine: () => {
          this.clash = null
          void this.#save({ text: mine, version })
        },
        keepSaved: this.#cancel,
        merge: () => this.#begin(mine, version),
      },
      words.text('summary.changed'),
    )
  }

  #trouble(words: Localisation): TemplateResult | typeof nothing {
    const { error } = this.#attempt
    return error ? html`<p class="wrong" role="alert">${words.error(error.code)}</p>` : nothing
  }

  #begin(text: string, version: number): void {
    this.clash = null
    this.draft = { text, version }
    void this.#focus('textarea')
  }

  #write({ target }: Event, draft: Draft): void {
    if (target instanceof HTMLTextAreaElement) this.draft = { ...draft, text: target.value }
  }

  readonly #keydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || isComposing(event)) return
    // It closes the field, not the panel.
    event.preventDefault()
    event.stopPropagation()
    this.#cancel()
  }

  readonly #cancel = (): void => {
    this.draft = this.clash = null
    void this.#focus('.edit')
  }

  #submit(event: Event, draft: Draft): void {
    event.preventDefault()
    if (draft.text.trim() !== '') void this.#save(draft)
  }

  async #save({ text, version }: Draft): Promise<void> {
    const { summary } = this
    const thread: ThreadHandle | null | undefined = this.#thread.value
    if (!summary || !thread) return
    const saving = thread.summaries.edit(summary.id, text, { version })
    if (await this.#attempt.run(saving.catch(error => this.#refused(error as ChatError, text)))) {
      if (this.clash) return
      this.draft = null
      this.#say('summary.saved')
      await this.#focus('.edit')
    }
  }

  /** Both texts are shown where somebody else was faster; anything else is told. */
  #refused(error: ChatError, mine: string): void {
    const { current, code } = error
    if (code !== 'conflict') throw error
    const saved = isSummary(current) ? current : this.summary
    if (!saved) throw error
    this.draft = null
    this.clash = { mine, saved }
  }

  readonly #remove = async (): Promise<void> => {
    const words = this.#words.value
    const { summary } = this
    const thread = this.#thread.value
    if (!words || !summary || !thread) return
    const sure = await askQuestion(this.renderRoot as ShadowRoot, {
      title: words.text('summary.deleteTitle'),
      text: words.text('summary.deleteText'),
      yes: words.text('summary.delete'),
      no: words.text('common.cancel'),
    })
    if (!sure) return
    if (!(await this.#attempt.run(thread.summaries.delete(summary.id)))) return
    this.#say('summary.deleted')
    this.#surface.value?.focusComposer()
  }

  #say(key: 'summary.saved' | 'summary.deleted'): void {
    const words = this.#words.value
    if (words) this.#surface.value?.announce(words.text(key))
  }

  /** What had the focus is gone with the step. */
  async #focus(selector: string): Promise<void> {
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus()
  }
}
