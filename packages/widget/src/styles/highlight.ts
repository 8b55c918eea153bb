import { defineSheet } from './define-sheet.ts'

/** The colours of highlighted code: keywords, texts, numbers and comments. It comes with the highlighter. */
export const highlight = defineSheet(/* css */ `
.run { display: block }
.k { color: var(--chat-link); font-weight: 600 }
.t { color: var(--chat-good) }
.n { color: var(--chat-warn) }
.c { color: var(--chat-soft); font-style: italic }
`)
