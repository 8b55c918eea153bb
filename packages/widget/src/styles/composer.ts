import { defineSheet } from './define-sheet.ts'

/** Where one writes: grows to 40 % of the height, its buttons stay at the bottom; stop is ink, send is the accent. */
export const composer = defineSheet(/* css */ `
.composer { position: relative; display: grid; grid-template-columns: auto 1fr auto; align-items: end; padding: 5px; border: 1px solid var(--chat-edge); border-radius: var(--chat-r-xl); background: var(--chat-paper); transition: border-color var(--chat-quick) }
.composer:has(textarea:focus) { border-color: transparent; outline: 2px solid var(--chat-link); outline-offset: -1px }
.composer textarea { display: block; inline-size: 100%; min-block-size: var(--chat-hit-l); max-block-size: 40vh; padding: 6px 4px; border: 0; outline: 0; background: none; resize: none; line-height: 24px; field-sizing: content; scrollbar-width: thin }
.composer > textarea:first-child { grid-column: 1 / 3; padding-inline-start: 12px }
.composer > .btn { inline-size: var(--chat-hit-l); block-size: var(--chat-hit-l); border-radius: max(0px, var(--chat-r-xl) - 6px) }
.composer > :is(.send, .stop):disabled { opacity: 1 }
.composer > .send { background: var(--chat-fill); color: var(--chat-on-fill) }
.composer > .send:hover { background: color-mix(in oklab, var(--chat-fill) 88%, var(--chat-text)) }
.composer > .send:is(:disabled, [aria-disabled=true]) { background: var(--chat-wash); color: var(--chat-soft); cursor: default }
.composer > .stop { background: var(--chat-text); color: var(--chat-paper) }
.composer.off { background: var(--chat-well); border-color: var(--chat-line) }
@media (pointer: coarse) { .composer textarea { font-size: max(16px, var(--chat-t)); padding-block: 10px } }
@media (forced-colors: active) { .composer.off { border-color: GrayText } .composer:has(textarea:focus) { outline-color: Highlight } }
`)
