import { defineSheet } from './define-sheet.ts'

/** The header: title, renamed in place, the people in it, and actions. */
export const header = defineSheet(/* css */ `
.header { display: flex; align-items: center; gap: 4px; min-block-size: 56px; padding: env(safe-area-inset-top, 0px) 12px 0; border-block-end: 1px solid var(--chat-line) }
.title { flex: 1; min-inline-size: 0; padding-inline: 8px; line-height: 20px }
.title h2 { font-size: var(--chat-t); line-height: 20px; font-weight: 600; letter-spacing: -.005em }
.title input { display: block; inline-size: 100%; block-size: var(--chat-hit); margin-inline: -8px; padding-inline: 8px; border: 0; border-radius: var(--chat-r-s); background: var(--chat-paper); font-weight: 600; outline: 2px solid var(--chat-link); outline-offset: -2px }
.people { display: flex; align-items: center; gap: 2px; padding-inline: 4px }
.people .face { inline-size: 24px; block-size: 24px }
@media (pointer: coarse) { .title input { font-size: max(16px, var(--chat-t)) } }
`)
