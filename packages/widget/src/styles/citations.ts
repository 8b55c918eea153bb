import { defineSheet } from './define-sheet.ts'

/** Numbered references within an answer, and the list of its sources below it. */
export const citations = defineSheet(/* css */ `
.cite { display: inline-grid; place-items: center; position: relative; min-inline-size: 18px; block-size: 18px; padding-inline: 4px; margin-inline-start: 3px; vertical-align: 2px; border-radius: var(--chat-r-full); background: var(--chat-tint); color: var(--chat-link); font: 600 11px/1 var(--chat-f); font-variant-numeric: tabular-nums; text-decoration: none }
.cite::after { content: ""; position: absolute; inset: -4px -3px }
.sources { display: grid; margin-block-start: 16px; border-block-start: 1px solid var(--chat-line); padding-block-start: 8px; font: var(--chat-t-s)/20px var(--chat-f) }
.sources a { min-inline-size: 0; display: flex; gap: 8px; align-items: center; min-block-size: 28px; color: var(--chat-text); text-decoration: none }
.sources a:hover .cut:first-of-type { text-decoration: underline }
.sources a > * { flex: 0 1 auto }
.sources .cite { flex: none; margin: 0 }
@media (pointer: coarse) { .sources a { min-block-size: 44px } }
`)
