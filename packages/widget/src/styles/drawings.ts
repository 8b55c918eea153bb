import { defineSheet } from './define-sheet.ts'

/** What plug-ins draw in a text. It comes with them. */
export const drawings = defineSheet(/* css */ `
.drawn { overflow-x: auto; white-space: normal }
.drawn > img { padding: 12px; background: #fff; color: #000 }
`)
