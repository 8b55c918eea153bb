import { defineSheet } from '../../styles/define-sheet.ts'

/** The element's own box; the answer's parts one below the other; what a tool was asked and said. */
export const messageSheet = defineSheet(/* css */ `
:host { display: block }
.parts > * + * { margin-block-start: calc(var(--chat-u) * 3) }
.parts > .fold + * { margin-block-start: 0 }
.parts > .fold + .fold { margin-block-start: calc(var(--chat-u) * -1) }
.parts:first-child ~ .notice { margin-block-start: 0 }
.user > chat-message-editor { inline-size: 100% }
.user > .notice { inline-size: 100% }
.fold pre { margin: 4px 0 8px; max-block-size: 240px; overflow: auto; overscroll-behavior: contain; white-space: pre-wrap; overflow-wrap: anywhere; direction: ltr; text-align: start }
.fold pre:focus-visible { outline-offset: -2px }
.fold.bad > summary { color: var(--chat-bad) }
.sources .host { color: var(--chat-soft) }
.sources > span { display: flex; gap: 8px; align-items: center; min-block-size: 28px; min-inline-size: 0 }
`)
