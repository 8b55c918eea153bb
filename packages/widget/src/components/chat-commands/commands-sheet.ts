import { defineSheet } from '../../styles/define-sheet.ts'

/** A field above a list, at the top of the page so that it stays where it is while the list shrinks. */
export const commandsSheet = defineSheet(/* css */ `
.dialog { inline-size: min(520px, 100% - 32px); margin-block: min(12vh, 96px) auto; padding: 0; overflow: hidden }
.dialog[open] { display: flex; flex-direction: column }
.head { flex: none; padding: 8px; border-block-end: 1px solid var(--chat-line) }
.list { flex: 1; min-block-size: 0; max-block-size: min(420px, 60vh); overflow: auto; overscroll-behavior: contain; padding: 4px; scrollbar-width: thin; scrollbar-color: var(--chat-edge) transparent }
.list h4 { padding: 10px 10px 4px; font-size: var(--chat-t-xs); line-height: 16px; font-weight: 600; color: var(--chat-soft) }
[role=option] { display: flex; align-items: center; gap: 10px; min-block-size: var(--chat-hit-l); padding-inline: 10px; border-radius: max(0px, var(--chat-r-l) - 4px); cursor: pointer; scroll-margin: 4px }
[role=option] svg { color: var(--chat-soft) }
[role=option][aria-selected=true] { background: var(--chat-wash) }
[role=option] kbd { direction: ltr; unicode-bidi: isolate; margin-inline-start: 16px; font: var(--chat-t-xs)/16px var(--chat-f); color: var(--chat-soft); flex: none }
[role=option][aria-checked=true]::after { content: "✓"; content: "✓" / ""; color: var(--chat-link) }
@media not (any-pointer: fine) { [role=option] kbd { display: none } }
.none { padding: 16px 14px; color: var(--chat-soft); overflow-wrap: anywhere }
@media (forced-colors: active) { [role=option][aria-selected=true] { outline: 2px solid Highlight; outline-offset: -2px } }
`)
