import { defineSheet } from '../../styles/define-sheet.ts'

/** The element's own box; long lines of code wrap when asked to. */
export const streamingTextSheet = defineSheet(/* css */ `
:host { display: block; contain: content }
.wrapped { white-space: pre-wrap; overflow-wrap: anywhere }
`)
