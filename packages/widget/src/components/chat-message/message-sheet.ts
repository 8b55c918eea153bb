import { defineSheet } from '../../styles/define-sheet.ts'

/** The element's own box; the answer's parts one below the other. */
export const messageSheet = defineSheet(/* css */ `
:host { display: block }
.parts > * + * { margin-block-start: calc(var(--chat-u) * 3) }
.parts > .fold + * { margin-block-start: 0 }
.parts > .fold + .fold { margin-block-start: calc(var(--chat-u) * -1) }
.parts:first-child ~ .notice { margin-block-start: 0 }
.user > chat-message-editor { inline-size: 100% }
.notice .soft { white-space: pre-line }
.user > .notice { inline-size: 100% }
.sources .host { color: var(--chat-soft) }
.sources > span { display: flex; gap: 8px; align-items: center; min-block-size: 28px; min-inline-size: 0 }
`)
