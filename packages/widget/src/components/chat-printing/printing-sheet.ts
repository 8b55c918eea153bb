import { defineSheet } from '../../styles/define-sheet.ts'

/** What is printed stands in a frame that nobody sees; one that is not drawn at all would not be printed. */
export const printingSheet = defineSheet(/* css */ `
.paper { position: fixed; inset-block-start: 0; inset-inline-start: 0; inline-size: 1px; block-size: 1px; border: 0; opacity: 0; pointer-events: none }
`)
