import type { Chat, Connection, OutboxEntry } from '@chat-view/sdk'
import { ContextConsumer } from '@lit/context'
import { html, nothing, type TemplateResult } from 'lit'
import { chatContext } from '../../context/chat-context.ts'
import { localisationContext } from '../../context/localisation-context.ts'
import { surfaceContext } from '../../context/surface-context.ts'
import { DelayController } from '../../controllers/delay-controller.ts'
import { StoreController } from '../../controllers/store-controller.ts'
import { TickerController } from '../../controllers/ticker-controller.ts'
import { type Icon, icon } from '../../icons/icon.ts'
import { againIcon } from '../../icons/messages.ts'
import { alertIcon, clockIcon } from '../../icons/states.ts'
import { offlineIcon } from '../../icons/troubles.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { base } from '../../styles/base.ts'
import { controls } from '../../styles/controls.ts'
import { defineSheet } from '../../styles/define-sheet.ts'
import { states } from '../../styles/states.ts'
import { ChatElement } from '../chat-element.ts'
import { isLimit } from '../chat-message/limit-notice.ts'
import { type ConnectionTrouble, connectionTrouble } from './connection-trouble.ts'
import { troubleStrip } from './trouble-strip.ts'

declare global {
  interface HTMLElementTagNameMap {
    'chat-connection': ChatConnection
  }
}

/** A first connection that takes no longer is not talked about. */
const slowAfter = 1500

/** Commands that carry what somebody wrote. */
const messages: readonly OutboxEntry['command'][] = ['createThread', 'sendMessage', 'editMessage']

const own = defineSheet(':host { display: block; flex: none }')

/** No countdown shows less; milliseconds. */
const least = 1000

const drawings: Readonly<Record<ConnectionTrouble['kind'], Icon>> = {
  connecting: clockIcon,
  offline: offlineIcon,
  waiting: againIcon,
  closed: alertIcon,
}

/**
 * The strip that tells what is wrong with the connection, what is kept, and offers to reconnect (RT10, UX6). It takes no
 * room while all is well.
 */
export class ChatConnection extends ChatElement {
  static override sheets = [base, controls, states, own]

  readonly #chat = new ContextConsumer(this, {
    context: chatContext,
    subscribe: true,
    callback: chat => this.#follow(chat),
  })
  readonly #localisation = new ContextConsumer(this, { context: localisationContext, subscribe: true })
  readonly #surface = new ContextConsumer(this, { context: surfaceContext, subscribe: true })
  readonly #connection = new StoreController<Connection>(this)
  readonly #session = new StoreController(this)
  readonly #outbox = new StoreController<readonly OutboxEntry[]>(this)
  readonly #slow = new DelayController(this, slowAfter)
  readonly #ticker = new TickerController(this)
  #trouble: ConnectionTrouble | null = null

  protected override willUpdate(): void {
    const connection = this.#connection.value
    const former = this.#trouble
    // Whoever erased all that is theirs has closed it themselves.
    const erased = connection?.state === 'closed' && connection.reason === 'closed' && this.#session.value === null
    this.#slow.running = connection?.state === 'connecting'
    this.#trouble = erased ? null : connectionTrouble(connection, former, this.#slow.over)
    this.#ticker.running = connection?.state === 'waiting'
    if (this.#trouble?.kind !== former?.kind) this.#tell(former)
  }

  protected override render(): TemplateResult | typeof nothing {
    const words = this.#localisation.value
    const trouble = this.#trouble
    if (!words) return nothing
    if (!trouble) return this.#told(words)
    const [what, more] = this.#words(words, trouble)
    const resting = trouble.kind === 'waiting' && trouble.retryAt === null
    return html`<div class="connection ${trouble.kind === 'closed' ? 'bad' : ''}" part="connection">
      ${icon(drawings[trouble.kind])}
      <div class="grow num"><b>${what}</b> ${more}</div>
      ${
        trouble.kind === 'waiting' || trouble.kind === 'closed'
          ? html`<button
            type="button"
            class="do"
            part="reconnect"
            aria-disabled=${resting}
            @click=${this.#reconnect}
          >
            ${words.text('connection.reconnect')}
          </button>`
          : nothing
      }
    </div>`
  }

  /** Where no header does: what went wrong and has no place of its own. */
  #told(words: Localisation): TemplateResult | typeof nothing {
    const { alone = false, trouble = null } = this.#surface.value ?? {}
    if (!alone || trouble === null) return nothing
    const dismiss = (): void => {
      this.#surface.value?.focusComposer()
      this.#surface.value?.tell(null)
    }
    return troubleStrip(this, words, trouble, dismiss)
  }

  #words(words: Localisation, trouble: ConnectionTrouble): readonly [what: string, more: string] {
    switch (trouble.kind) {
      case 'connecting':
        return [words.text('connection.connecting'), this.#waiting(words)]
      case 'offline':
        return [words.text('connection.offline'), this.#waiting(words)]
      case 'waiting': {
        const { reason, retryAt } = trouble
        const why = reason && isLimit(reason) ? words.error(reason) : ''
        const left = Math.max(least, (retryAt ?? 0) - Date.now())
        const next = retryAt === null ? '' : words.text('connection.nextTry', { time: words.span(left) })
        return [words.text('connection.reconnecting'), [why, next, this.#waiting(words)].filter(Boolean).join(' ')]
      }
      case 'closed': {
        const reason = words.error(trouble.reason)
        const known = reason !== words.error('unknown') && trouble.reason !== 'closed'
        return [words.text('connection.closed'), known ? reason : words.text('connection.closedText')]
      }
    }
  }

  #waiting(words: Localisation): string {
    const carries = ({ command, state }: OutboxEntry): boolean => state !== 'failed' && messages.includes(command)
    const count = (this.#outbox.value ?? []).filter(carries).length
    return count === 0 ? '' : words.text('connection.waiting', { count })
  }

  #follow(chat: Chat | null): void {
    this.#session.follow(chat?.$session ?? null)
    this.#connection.follow(chat?.$connection ?? null)
    this.#outbox.follow(chat?.$outbox ?? null)
  }

  /** Says it once, not with each second; and takes the focus along before its button goes. */
  #tell(former: ConnectionTrouble | null): void {
    const words = this.#localisation.value
    const surface = this.#surface.value
    const trouble = this.#trouble
    if (this.shadowRoot?.activeElement && trouble?.kind !== 'waiting' && trouble?.kind !== 'closed') {
      surface?.focusComposer()
    }
    if (!words || !surface) return
    if (trouble) surface.announce(this.#words(words, trouble)[0])
    else if (former?.kind !== 'connecting' && this.#connection.value?.state === 'connected') {
      surface.announce(words.text('connection.back'))
    }
  }

  readonly #reconnect = (): void => {
    // How it goes is told by `$connection`.
    this.#chat.value?.reconnect().catch(() => {})
  }
}
