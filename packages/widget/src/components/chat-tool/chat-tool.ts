import type { MessagePart, ThreadHandle } from '@chat-view/sdk'
import { ContextConsumer } from '@lit/context'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { localisationContext } from '../../context/localisation-context.ts'
import { surfaceContext } from '../../context/surface-context.ts'
import { threadContext } from '../../context/thread-context.ts'
import { Attempt } from '../../controllers/attempt.ts'
import { nextIcon } from '../../icons/controls.ts'
import { icon } from '../../icons/icon.ts'
import { toolIcon } from '../../icons/messages.ts'
import { alertIcon } from '../../icons/states.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { base } from '../../styles/base.ts'
import { controls } from '../../styles/controls.ts'
import { fold } from '../../styles/fold.ts'
import { waiting } from '../../styles/waiting.ts'
import { ChatElement } from '../chat-element.ts'
import { argumentList, readable } from './argument-list.ts'
import { toolSheet } from './tool-sheet.ts'

declare global {
  interface HTMLElementTagNameMap {
    'chat-tool': ChatTool
  }
}

type ToolPart = Extract<MessagePart, { kind: 'tool' }>

const nobody = (): void => {}

const nameOf = (words: Localisation, { title, name, state }: ToolPart): string => {
  const tool = title ?? name
  switch (state) {
    case 'running':
      return words.text('part.toolRunning', { tool })
    case 'waiting':
      return words.text('part.toolWants', { tool })
    case 'done':
      return words.text('part.toolDone', { tool })
    case 'failed':
      return words.text('part.toolFailed', { tool })
    case 'denied': {
      const denied = words.text('part.denied')
      return denied === '' ? '' : `${tool}: ${denied}`
    }
    case 'interrupted':
      return words.text('part.toolInterrupted', { tool })
  }
}

/** A call of a tool: what for and with what result, folded; while it waits for a person, the question about it (AI10). */
export class ChatTool extends ChatElement {
  static override sheets = [base, controls, waiting, fold, toolSheet]
  static override properties = {
    tool: { attribute: false },
    message: { attribute: false },
    allowed: { attribute: false },
  }

  declare tool: ToolPart | null
  /** Key of the answer in which it was called. */
  declare message: string
  /** The reader may decide about it. */
  declare allowed: boolean

  readonly #words = new ContextConsumer(this, {
    context: localisationContext,
    subscribe: true,
    callback: words => void words?.dialogs().then(() => this.requestUpdate(), nobody),
  })
  readonly #surface = new ContextConsumer(this, { context: surfaceContext })
  readonly #thread = new ContextConsumer(this, { context: threadContext, subscribe: true })
  readonly #attempt = new Attempt(this)
  /** Calls whose question was read out, and one whose decision is on its way. */
  #told = ''
  #deciding = ''
  #hadFocus = false

  constructor() {
    super()
    this.tool = null
    this.message = ''
    this.allowed = false
  }

  /** Until its words are there nothing is said: an empty name is worse than a late one. */
  get #name(): string {
    const words = this.#words.value
    return this.tool && words ? nameOf(words, this.tool) : ''
  }

  protected override willUpdate(changed: PropertyValues): void {
    this.#hadFocus = this.shadowRoot?.activeElement instanceof HTMLButtonElement
    if (changed.has('tool') && this.tool?.state !== 'waiting') this.#deciding = ''
  }

  protected override updated(): void {
    const name = this.#name
    if (name === '' || !this.tool) return
    // The buttons went with the decision: what came of it has the focus.
    if (this.#hadFocus && !this.shadowRoot?.activeElement) this.renderRoot.querySelector('summary')?.focus()
    if (this.tool.state !== 'waiting' || !this.allowed || this.#told === this.tool.call) return
    this.#told = this.tool.call
    this.#surface.value?.announce(name)
  }

  protected override render(): TemplateResult | typeof nothing {
    const part = this.tool
    const words = this.#words.value
    const name = this.#name
    if (!part || !words || name === '') return nothing
    return part.state === 'waiting' && this.allowed ? this.#question(words, part, name) : this.#fold(words, part, name)
  }

  #fold(words: Localisation, part: ToolPart, name: string): TemplateResult {
    const bad = part.state === 'failed' || part.state === 'interrupted'
    const text = (content: string, label: string) =>
      content.trim() === ''
        ? nothing
        : html`<p class="name">${label}</p><pre tabindex="0" role="region" aria-label=${label}>${readable(content)}</pre>`
    return html`<details class="fold ${bad ? 'bad' : ''}">
      <summary>${icon(nextIcon, { small: true, chevron: true })}${icon(bad ? alertIcon : toolIcon, { small: true })}
        <span>${name}</span>${part.state === 'running' ? html`<span class="caret"></span>` : nothing}</summary>
      <div>
        ${part.state === 'interrupted' ? html`<p>${words.text('part.toolInterruptedText')}</p>` : nothing}
        ${text(part.arguments, words.text('part.toolArguments'))}${text(part.result ?? '', words.text('part.toolResult'))}
      </div>
    </details>`
  }

  #question(words: Localisation, part: ToolPart, name: string): TemplateResult {
    const { error } = this.#attempt
    const busy = this.#deciding === part.call && error === null
    const button = (label: string, approve: boolean) =>
      html`<button type="button" class="do ${approve ? 'main' : ''}" aria-disabled=${busy}
        @click=${() => this.#decide(part, approve)}>${label}</button>`
    return html`<section class="tool" aria-label=${name}>
      <header>${icon(toolIcon)}<b>${name}</b></header>
      ${argumentList(part.arguments, words.text('part.toolArguments'))}
      ${error ? html`<p role="alert">${words.error(error.code)}</p>` : nothing}
      <footer>${button(words.text('part.allowOnce'), true)}${button(words.text('part.deny'), false)}</footer>
    </section>`
  }

  #decide({ call }: ToolPart, approve: boolean): void {
    const thread: ThreadHandle | null | undefined = this.#thread.value
    if (!thread || (this.#deciding === call && !this.#attempt.error)) return
    this.#deciding = call
    void this.#attempt.run(thread.decideTool(this.message, call, approve))
  }
}
