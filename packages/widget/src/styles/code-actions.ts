import { defineSheet } from './define-sheet.ts'

/** What the buttons of a code block change. It comes with them. */
export const codeActions = defineSheet(/* css */ `
.code-block.wrapped pre { white-space: pre-wrap; overflow-wrap: anywhere }
`)
