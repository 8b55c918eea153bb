import { defineSheet } from '../../styles/define-sheet.ts'

/** The element's own box, and the other text that is being merged. */
export const editorSheet = defineSheet(/* css */ `
:host { display: block }
.saved { margin-block-end: 8px; padding-block-end: 8px; border-block-end: 1px solid var(--chat-line); white-space: pre-wrap; overflow-wrap: anywhere }
.saved b { font-weight: 600 }
.do[aria-disabled=true] { opacity: .5 }
.row > .grow { min-inline-size: 160px }
`)
