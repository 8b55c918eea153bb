import { defineSheet } from './define-sheet.ts'

/**
 * The frame: the panel, the conversation's column (`.talk`), and the sidebar beside it, as a rail or as a drawer.
 * A popup panel that is `hidden` fades towards its launcher and is then gone. `--chat-drag` (px) follows a swipe.
 */
export const shell = defineSheet(/* css */ `
.panel { display: flex; block-size: 100%; background: var(--chat-paper); position: relative; overflow: hidden; container-type: inline-size }
:host([layout=popup]) .panel { position: fixed; z-index: 2147483001; inset-block-end: calc(92px + env(safe-area-inset-bottom, 0px)); inset-inline-end: 20px; inline-size: min(400px, 100vw - 24px); block-size: min(640px, 100dvh - 108px); border-radius: var(--chat-r-l); box-shadow: var(--chat-shadow); transition: opacity var(--chat-calm) var(--chat-ease), translate var(--chat-calm) var(--chat-ease), display var(--chat-calm) allow-discrete }
:host([layout=popup]) .panel[hidden] { opacity: 0; translate: 0 8px }
@starting-style { :host([layout=popup]) .panel:not([hidden]) { opacity: 0; translate: 0 8px } }
.talk { flex: 1; min-inline-size: 0; display: flex; flex-direction: column; position: relative }
.sidebar { position: relative; inline-size: var(--chat-sidebar, 280px); flex: none; display: flex; flex-direction: column; min-block-size: 0; background: var(--chat-well); border-inline-end: 1px solid var(--chat-line); font-size: var(--chat-t-s); line-height: 20px }
.sidebar .top { display: flex; align-items: center; gap: 4px; min-block-size: 56px; padding-block-start: env(safe-area-inset-top, 0px); padding-inline: 20px 12px }
.sidebar .top h2 { font-size: var(--chat-t); font-weight: 600 }
.sidebar .end { display: flex; align-items: center; gap: 8px; border-block-start: 1px solid var(--chat-line); padding: 8px 12px max(8px, env(safe-area-inset-bottom, 0px)) }
.sidebar hr { border: 0; border-block-start: 1px solid var(--chat-line); margin: 4px 10px }
.sidebar.rail { inline-size: 56px; align-items: center; gap: 4px; padding-block: 12px }
.sidebar.rail > .top { flex-direction: column; padding: 0; min-block-size: 0 }
.resize { position: absolute; inset-block: 0; inset-inline-end: -5px; inline-size: 9px; z-index: 1; cursor: col-resize; touch-action: none }
.resize::after { content: ""; position: absolute; inset-block: 0; inset-inline-start: 4px; inline-size: 2px; background: transparent; transition: background var(--chat-quick) }
.resize:is(:hover, :active, :focus-visible)::after { background: var(--chat-link) }
.resize:focus-visible { outline: 0 }
.backdrop { position: absolute; inset: 0; z-index: 2; background: var(--chat-veil); transition: opacity var(--chat-calm) var(--chat-ease), display var(--chat-calm) allow-discrete }
.backdrop[hidden] { opacity: 0 }
.drawer { position: absolute; z-index: 3; inset-block: 0; inset-inline-start: 0; inline-size: min(320px, 86%); border: 0; box-shadow: var(--chat-shadow); background: var(--chat-paper); translate: var(--chat-drag, 0px) 0; transition: opacity var(--chat-calm) var(--chat-ease), translate var(--chat-calm) var(--chat-ease), display var(--chat-calm) allow-discrete }
.drawer.dragging { transition: none }
.drawer[hidden] { opacity: 0; translate: -16px 0 }
.drawer[hidden]:dir(rtl) { translate: 16px 0 }
@starting-style { .drawer:not([hidden]) { opacity: 0; translate: -16px 0 } .drawer:dir(rtl):not([hidden]) { opacity: 0; translate: 16px 0 } .backdrop:not([hidden]) { opacity: 0 } }
@media (max-width: 480px) { :host([layout=popup]) .panel { inset: 0; inline-size: 100%; block-size: 100%; border-radius: 0 } }
@media (forced-colors: active) { .panel, .drawer { border: 1px solid ButtonText } .resize::after { background: ButtonText } }
`)
