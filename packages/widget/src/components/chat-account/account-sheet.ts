import { defineSheet } from '../../styles/define-sheet.ts'

/** The questions, and the receipt as a list between hairlines. */
export const accountSheet = defineSheet(/* css */ `
.dialog p { color: var(--chat-soft); margin-block-start: 6px; text-wrap: pretty }
h3:focus { outline: 0 }
.receipt { display: grid; grid-template-columns: minmax(0, 1fr) auto; margin-block-start: 16px }
.receipt > * { padding-block: 8px; border-block-start: 1px solid var(--chat-line) }
.receipt dt { color: var(--chat-soft) }
.receipt dd { padding-inline-start: 16px; text-align: end; font-variant-numeric: tabular-nums; min-inline-size: 0; overflow-wrap: anywhere }
.receipt .whole { grid-column: 1 / -1 }
.receipt dd.whole { padding: 0 0 8px; border: 0; text-align: start }
`)
