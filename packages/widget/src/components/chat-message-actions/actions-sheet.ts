import { defineSheet } from '../../styles/define-sheet.ts'

/**
 * Where the actions stand. Their rows are children of the message's own box; with a fine pointer those of an answer and
 * of one's own question hang below it, in the space before the next message, and another person's stand beside the bubble.
 */
export const actionsSheet = defineSheet(/* css */ `
:host { display: contents }
.message-actions { z-index: 1; margin-inline: calc((20px - var(--chat-hit)) / 2); border-radius: var(--chat-r-row) }
:host([place=beside]) .message-actions { margin-inline: 0 }
:host([quiet]) .message-actions { opacity: var(--actions, 1); transition: opacity var(--chat-quick) }
.do[aria-pressed=true] { border-color: var(--chat-link); color: var(--chat-link); background: var(--chat-tint) }
.tool, .trouble { white-space: pre-line;  inline-size: 100% }
.trouble { white-space: pre-line;  color: var(--chat-bad); font-size: var(--chat-t-s); line-height: 20px; padding-block-start: 4px }
.earlier > li { padding-block: 10px; border-block-start: 1px solid var(--chat-line) }
.earlier > li:first-child { border: 0; padding-block-start: 0 }
.earlier p { white-space: pre-wrap; overflow-wrap: anywhere }
.tool > .list { margin-block-start: 8px; padding: 0 14px 4px; max-block-size: 240px; overflow: auto; overscroll-behavior: contain }
.tool > .list:focus-visible { outline-offset: -2px; border-radius: var(--chat-r-m) }
@media not (pointer: coarse) {
  :host(:not([place=beside], [open])) .message-actions { position: absolute; inset-block-start: 100%; background: var(--chat-paper); flex-wrap: nowrap }
  :host([place=answer]) .message-actions { inset-inline-start: 0; padding-block-start: 2px }
  :host([place=question]) .message-actions { inset-inline-end: 0 }
}
@media (pointer: coarse) { :host([quiet]) .message-actions { opacity: 1 } }
`)
