import { defineSheet } from './define-sheet.ts'

/** What stands in the sidebar, as a rail or as a drawer; comes with its parts. `--chat-drag` (px) follows a swipe. */
export const sidebar = defineSheet(/* css */ `
.sidebar .top { display: flex; align-items: center; gap: 4px; min-block-size: 56px; padding-block-start: env(safe-area-inset-top, 0px); padding-inline: 20px 12px }
.sidebar .top h2 { font-size: var(--chat-t); font-weight: 600 }
.sidebar .end { display: flex; align-items: center; gap: 8px; border-block-start: 1px solid var(--chat-line); padding: 8px 12px max(8px, env(safe-area-inset-bottom, 0px)) }
.sidebar hr { border: 0; border-block-start: 1px solid var(--chat-line); margin: 4px 10px }
.sidebar.rail > .top { flex-direction: column; padding: 0; min-block-size: 0 }
.resize { position: absolute; inset-block: 0; inset-inline-end: -20px; inline-size: 24px; z-index: 1; cursor: col-resize; touch-action: none }
.resize::after { content: ""; position: absolute; inset-block: 0; inset-inline-start: 4px; inline-size: 2px; background: transparent; transition: background var(--chat-quick) }
.resize:is(:hover, :active, :focus-visible)::after { background: var(--chat-link) }
.resize:focus-visible { outline: 0 }
.backdrop { position: absolute; inset: 0; z-index: 2; background: var(--chat-veil); transition: opacity var(--chat-calm) var(--chat-ease), display var(--chat-calm) allow-discrete }
.backdrop[hidden] { opacity: 0 }
.drawer { position: absolute; z-index: 3; inset-block: 0; inset-inline-start: 0; inline-size: min(320px, 86%); padding-inline-start: max(env(safe-area-inset-left), env(safe-area-inset-right)); border: 0; box-shadow: var(--chat-shadow); background: var(--chat-paper); translate: var(--chat-drag, 0px) 0; transition: opacity var(--chat-calm) var(--chat-ease), translate var(--chat-calm) var(--chat-ease), display var(--chat-calm) allow-discrete }
.drawer.dragging { transition: none }
.drawer[hidden] { opacity: 0; translate: -16px 0 }
.drawer[hidden]:dir(rtl) { translate: 16px 0 }
@starting-style { .drawer:not([hidden]) { opacity: 0; translate: -16px 0 } .drawer:dir(rtl):not([hidden]) { opacity: 0; translate: 16px 0 } .backdrop:not([hidden]) { opacity: 0 } }
@media (forced-colors: active) { .drawer { border: 1px solid ButtonText } .resize::after { background: ButtonText } }
`)
