import { defineSheet } from '../../styles/define-sheet.ts'

/** The element fills what its surroundings leave, and holds the pill above the list's end. */
export const messagesSheet = defineSheet(/* css */ `
:host { display: flex; flex-direction: column; flex: 1; min-block-size: 0; position: relative }
.jump { position: relative; block-size: 0; z-index: 1 }
chat-message { transition: background-color .22s }
chat-message.sought { background: var(--chat-wash); border-radius: var(--chat-r-s); box-shadow: 0 0 0 8px var(--chat-wash); outline: 0 }
@media (forced-colors: active) { chat-message.sought { outline: 2px solid Highlight; outline-offset: 4px } }
.next { margin-block-start: calc(var(--chat-u) * 4) }
`)
