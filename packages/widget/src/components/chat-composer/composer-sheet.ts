import { defineSheet } from '../../styles/define-sheet.ts'

/** What the composer's own element adds: its place in the column, and two buttons side by side. */
export const composerSheet = defineSheet(/* css */ `
:host { display: block }
.buttons { display: flex; gap: 4px }
.buttons .btn { inline-size: var(--chat-hit-l); block-size: var(--chat-hit-l); border-radius: max(0px, var(--chat-r-xl) - 6px) }
.buttons .send { background: var(--chat-fill); color: var(--chat-on-fill) }
.buttons .send[aria-disabled=true] { background: var(--chat-wash); color: var(--chat-soft); cursor: default }
.buttons .stop { background: var(--chat-text); color: var(--chat-paper) }
.note { margin: 0; padding: 8px 8px 0; text-align: center }
.note[role=alert] { color: var(--chat-bad) }
.banner { border: 1px solid var(--chat-line); border-radius: var(--chat-r-m) }
`)
