import { defineSheet } from './define-sheet.ts'

/**
 * An empty thread: greeting and starter prompts, low in the box, with air above for the `empty` slot. What they are is the
 * project's to say: they wait a while for it rather than change and move once it has.
 */
export const empty = defineSheet(/* css */ `
.empty { margin-block: auto 0; padding-block-end: 8px; transition: none }
.early { transition: visibility 0s 2s; @starting-style { visibility: hidden } }
.empty h3 { font: 650 calc(var(--chat-t) * 1.733)/1.23 var(--chat-f-prose); letter-spacing: -.02em; text-wrap: balance }
.empty p { color: var(--chat-soft); margin-block: 8px calc(var(--chat-u) * 6) }
.prompts { border-block-end: 1px solid var(--chat-line) }
.prompt { display: flex; align-items: center; gap: 12px; inline-size: 100%; min-block-size: 48px; padding-block: 10px; border-block-start: 1px solid var(--chat-line); line-height: 20px }
.prompt svg { color: var(--chat-soft); transition: translate var(--chat-quick) var(--chat-ease) }
.prompt:hover { color: var(--chat-link) }
.prompt:hover svg { color: inherit; translate: 2px 0 }
.prompt:hover svg:dir(rtl) { translate: -2px 0 }
`)
