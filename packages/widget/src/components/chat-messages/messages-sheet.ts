import { defineSheet } from '../../styles/define-sheet.ts'

/** The element fills what its surroundings leave, and holds the pill above the list's end. */
export const messagesSheet = defineSheet(/* css */ `
:host { display: flex; flex-direction: column; flex: 1; min-block-size: 0; position: relative }
.jump { position: relative; block-size: 0; z-index: 1 }
.empty > .do { justify-self: start }
`)
