import { defineSheet } from '../../styles/define-sheet.ts'

/** The element's own box. */
export const composerSheet = defineSheet(/* css */ `
:host { display: block; flex: none }
`)
