import { defineSheet } from '../../styles/define-sheet.ts'

/** The element's own box; the answer's parts one below the other. */
export const messageSheet = defineSheet(/* css */ `
:host { display: block }
.small { margin: 0 }
.parts > * + * { margin-block-start: calc(var(--chat-u) * 3) }
.user chat-message-editor { inline-size: 100% }
chat-message-actions { display: block }
`)
