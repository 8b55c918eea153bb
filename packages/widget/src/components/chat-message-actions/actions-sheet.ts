import { defineSheet } from '../../styles/define-sheet.ts'

/** Actions that are quiet appear without moving anything: their space is there. Earlier versions are a plain list. */
export const actionsSheet = defineSheet(/* css */ `
:host { display: block; inline-size: 100% }
:host([quiet]) .message-actions { opacity: 0; transition: opacity var(--chat-quick) }
:host([quiet]:is(:hover, :focus-within)) .message-actions, :host([quiet]) .message-actions:has([aria-expanded=true]) { opacity: 1 }
:host-context(.user) .message-actions { justify-content: flex-end }
[aria-disabled=true] { opacity: .45; cursor: default }
.earlier { margin: 8px 0 0; padding: 0; list-style: none }
.earlier li + li { margin-block-start: 10px }
.earlier p { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere }
.tool > .list { padding: 6px 14px 14px; max-block-size: 240px; overflow: auto }
@media (pointer: coarse) { :host([quiet]) .message-actions { opacity: 1 } }
`)
