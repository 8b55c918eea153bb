import { defineSheet } from './define-sheet.ts'

/** Where one writes: grows to 40 % of the height, its buttons stay at the bottom; stop is ink, send is the accent. */
export const composer = defineSheet(/* css */ `
.dock { position: relative }
.dock::before { content: ""; position: absolute; inset-block-end: 100%; inset-inline: 0 14px; block-size: 20px; background: linear-gradient(to top, var(--chat-paper), transparent); pointer-events: none }
.foot { inline-size: 100%; max-inline-size: calc(68ch + 42px); margin-inline: auto; padding: 2px 12px max(12px, env(safe-area-inset-bottom, 0px)) }
.note { padding: 8px 8px 0; text-align: center }
.note[role=alert] { color: var(--chat-bad) }
.composer { position: relative; display: grid; grid-template-columns: auto 1fr auto; align-items: end; padding: 5px; border: 1px solid var(--chat-edge); border-radius: var(--chat-r-xl); background: var(--chat-paper); transition: border-color var(--chat-quick) }
.composer:has(textarea:focus) { border-color: transparent; outline: 2px solid var(--chat-link); outline-offset: -1px }
.composer textarea { display: block; inline-size: 100%; min-block-size: var(--chat-hit-l); max-block-size: calc(var(--chat-height, 100vh) * .4); padding: 6px 4px; padding-inline-start: 8px; border: 0; outline: 0; background: none; resize: none; line-height: 24px; field-sizing: content; scrollbar-width: thin }
.buttons { display: flex; gap: 4px }
.buttons > .btn { inline-size: var(--chat-hit-l); block-size: var(--chat-hit-l); border-radius: max(0px, var(--chat-r-xl) - 6px) }
.send { background: var(--chat-fill); color: var(--chat-on-fill) }
.send:hover { background: color-mix(in oklab, var(--chat-fill) 88%, var(--chat-text)); color: var(--chat-on-fill) }
.send[aria-disabled=true] { background: var(--chat-wash); color: var(--chat-soft) }
.stop, .stop:hover { background: var(--chat-text); color: var(--chat-paper) }
@container (inline-size >= 600px) { .foot { padding: 2px 20px max(16px, env(safe-area-inset-bottom, 0px)) } }
@media (pointer: coarse) { .composer textarea { font-size: max(16px, var(--chat-t)); padding-block: 10px } }
@media (forced-colors: active) { .composer:has(textarea:focus) { outline-color: Highlight } .buttons > .btn { border: 1px solid ButtonText } }
`)
