import { html, nothing, type TemplateResult } from 'lit'
import type { Surface } from '../../context/surface-context.ts'
import { isMain } from './is-main.ts'

interface PanelTalkOptions {
  readonly layout: Surface['layout']
  /** A modal drawer stands over it. */
  readonly covered: boolean
  readonly toggleSidebar: (() => void) | null
  readonly sidebarOpen: boolean
  readonly newThread: (() => void) | null
  readonly close: (() => void) | null
  /** Slots in which the page has put something. */
  readonly filled: ReadonlySet<string>
}

/** The conversation's column: header, connection, messages, composer, with the page's own pieces passed on. */
export function panelTalk(options: PanelTalkOptions): TemplateResult {
  const { layout, covered, toggleSidebar, sidebarOpen, newThread, close, filled } = options
  // An empty slot that is passed on would hide what stands there by default.
  const pass = (name: string) => (filled.has(name) ? html`<slot name=${name} slot=${name}></slot>` : nothing)
  return html`<div class="talk" role=${isMain(layout) ? 'main' : nothing} ?inert=${covered}>
    <chat-thread-header
      .toggleSidebar=${toggleSidebar}
      .sidebarOpen=${sidebarOpen}
      .newThread=${newThread}
      .close=${close}
      >${filled.has('header') ? html`<slot name="header"></slot>` : nothing}</chat-thread-header
    >
    <chat-connection></chat-connection>
    <chat-messages>${pass('empty')}${pass('message-footer')}</chat-messages>
    <div class="dock">
      <div class="foot"><chat-gauges></chat-gauges><chat-composer>${pass('composer-start')}</chat-composer></div>
    </div>
  </div>`
}
