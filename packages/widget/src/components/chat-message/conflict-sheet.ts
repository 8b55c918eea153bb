import { defineSheet } from '../../styles/define-sheet.ts'

/** Both texts of an edit conflict, side by side where there is room, with what differs underlined. */
export const conflictSheet = defineSheet(/* css */ `
.both { display: grid; grid-template-columns: repeat(auto-fit, minmax(200px, 1fr)); gap: 12px; margin-block-start: 12px; font-size: var(--chat-t-s); line-height: 20px }
.conflict { inline-size: 100% }
.both b { font-weight: 600 }
.both > div { padding: 10px 12px 12px; border: 1px solid var(--chat-line); border-radius: var(--chat-r-m); overflow-wrap: anywhere; white-space: pre-wrap }
.both ins { text-decoration: none; background: var(--chat-tint); box-shadow: inset 0 -1.5px var(--chat-link) }
.both + .row { margin-block-start: 12px }
@media (forced-colors: active) { .both ins { text-decoration: underline 2px } }
`)
