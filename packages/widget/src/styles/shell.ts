import { defineSheet } from './define-sheet.ts'

/**
 * The frame: the panel, the conversation's column (`.talk`), and the room of the sidebar beside it (its sheet is another).
 * A popup panel that is `hidden` fades towards its launcher and is then gone.
 */
export const shell = defineSheet(/* css */ `
.panel { display: flex; block-size: 100%; padding-block: var(--chat-covered-start, 0) var(--chat-covered-end, 0); background: var(--chat-paper); position: relative; overflow: hidden; container-type: inline-size }
:host([layout=popup]) .panel { position: fixed; z-index: 2147483001; inset-block-end: calc(92px + env(safe-area-inset-bottom, 0px)); inset-inline-end: 20px; inline-size: min(400px, 100vw - 24px); block-size: min(640px, 100dvh - 108px); border-radius: var(--chat-r-l); box-shadow: var(--chat-shadow); transition: opacity var(--chat-calm) var(--chat-ease), translate var(--chat-calm) var(--chat-ease), display var(--chat-calm) allow-discrete }
:host([layout=popup]) .panel[hidden] { opacity: 0; translate: 0 8px }
@starting-style { :host([layout=popup]) .panel:not([hidden]) { opacity: 0; translate: 0 8px } }
:host(:not([layout=inline])) .panel { padding-inline: max(env(safe-area-inset-left), env(safe-area-inset-right)) }
.talk { flex: 1; min-inline-size: 0; display: flex; flex-direction: column; position: relative }
.sidebar { position: relative; inline-size: var(--chat-sidebar, 280px); flex: none; display: flex; flex-direction: column; min-block-size: 0; background: var(--chat-well); border-inline-end: 1px solid var(--chat-line); font-size: var(--chat-t-s); line-height: 20px }
.sidebar.rail { inline-size: 56px; align-items: center; gap: 4px; padding-block: 12px }
@media (max-width: 480px), (max-height: 480px) { :host([layout=popup]) .panel { inset: 0; inline-size: 100%; block-size: 100%; border-radius: 0 } }
@media (forced-colors: active) { .panel { border: 1px solid ButtonText } }
`)
