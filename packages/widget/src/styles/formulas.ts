import { defineSheet } from './define-sheet.ts'

/** Formulas, within a line and on their own. It comes with what draws them. */
export const formulas = defineSheet(/* css */ `
math { font-family: "STIX Two Math", "Cambria Math", "DejaVu Math TeX Gyre", math }
math[display=block] { padding-block: 4px; font-size: 1.15em }
`)
