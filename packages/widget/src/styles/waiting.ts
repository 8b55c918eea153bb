import { defineSheet } from './define-sheet.ts'

/**
 * The caret, the one thing that moves: solid while text comes, blinking in a `.wait` line while nothing does.
 * `.prose.live` draws it after the block that grows, with no node of its own.
 */
export const waiting = defineSheet(/* css */ `
.caret, .live > :is(p, h1, h2, h3, h4):last-child::after, .live > blockquote:last-child > p:last-child::after, .live > .code-block:last-child code::after, .live > :is(ul, ol):last-child > li:last-child > p:last-child::after, .live > :is(ul, ol):last-child > li:last-child > :is(ul, ol):last-child > li:last-child > p:last-child::after { content: ""; display: inline-block; inline-size: 2px; block-size: 1.15em; margin-inline-start: 2px; vertical-align: -.2em; background: var(--chat-link) }
.wait .caret { animation: blink 1.1s steps(2, jump-none) infinite; margin: 0 }
.wait { display: flex; align-items: center; gap: 3px; color: var(--chat-soft); font-size: var(--chat-t-s); min-block-size: var(--chat-hit); margin-block: -4px }
@keyframes blink { to { opacity: .15 } }
@media (forced-colors: active) { .caret, .live ::after { background: Highlight; forced-color-adjust: none } }
`)
