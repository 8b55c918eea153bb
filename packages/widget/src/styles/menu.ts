import { defineSheet } from './define-sheet.ts'

/** A menu of actions; each may name its keys at the end side (`kbd`), not where there are but fingers. */
export const menu = defineSheet(/* css */ `
.menu { background: var(--chat-paper); color: var(--chat-text); border: 0; margin: 0; border-radius: var(--chat-r-m); box-shadow: var(--chat-shadow); padding: 4px; min-inline-size: 208px; max-inline-size: min(320px, 100vw - 24px); max-block-size: min(420px, 100dvh - 24px); overflow: auto; overscroll-behavior: contain }
.menu [role^=menuitem] { display: flex; align-items: center; gap: 10px; inline-size: 100%; min-block-size: var(--chat-hit-l); padding-inline: 10px; border-radius: max(0px, var(--chat-r-m) - 4px); font-size: var(--chat-t-s); line-height: 20px; color: var(--chat-text) }
.menu svg { color: var(--chat-soft) }
.menu [role^=menuitem]:is(:hover, :focus-visible) { background: var(--chat-wash) }
.menu [role^=menuitem]:focus-visible { outline-offset: -2px }
.menu [role^=menuitem]:is(:disabled, [aria-disabled=true]) { opacity: .5; background: none }
.menu :is(.bad, .bad svg) { color: var(--chat-bad) }
.menu hr { border: 0; border-block-start: 1px solid var(--chat-line); margin: 4px 10px }
.menu [aria-checked=true]::after { content: "✓"; content: "✓" / ""; margin-inline-start: auto; color: var(--chat-link) }
.menu kbd::after { content: attr(data-keys) }
.menu kbd { direction: ltr; unicode-bidi: isolate; margin-inline-start: auto; font: var(--chat-t-xs)/16px var(--chat-f); color: var(--chat-soft) }
@media not (any-pointer: fine) { .menu kbd { display: none } }
@media (forced-colors: active) { .menu { border: 1px solid ButtonText } .menu [role^=menuitem]:focus-visible { outline: 2px solid Highlight } }
`)
