import { defineSheet } from '../../styles/define-sheet.ts'

/** The people, one a line, and below them, between hairlines, the ways to invite more. */
export const peopleSheet = defineSheet(/* css */ `
.dialog { inline-size: min(480px, 100% - 32px) }
.dialog > .bad { color: var(--chat-bad) }
.persons { margin-block-start: 12px }
.person { display: flex; align-items: center; gap: 8px; min-block-size: 44px }
.person .face { inline-size: 28px; block-size: 28px; font-size: 11px }
.person .xs { display: block }
.person .btn { margin-inline: -4px -6px }
.dialog :is(form, section) { margin-block-start: 16px; padding-block-start: 16px; border-block-start: 1px solid var(--chat-line) }
h4 { font-size: var(--chat-t-s); line-height: 20px; font-weight: 600 }
form .row, .made { margin-block-start: 8px }
form .row { flex-wrap: wrap }
form .row > .grow { flex-basis: 144px }
form > p { margin-block-start: 6px; text-wrap: pretty }
.made { padding: 12px; border-radius: var(--chat-r-row); background: var(--chat-well) }
.made .row { margin-block-start: 8px; flex-wrap: nowrap }
.made input { text-overflow: ellipsis }
.field, .pick { block-size: var(--chat-hit) }
.pick { padding-inline: 8px; border: 1px solid var(--chat-edge); border-radius: var(--chat-r-row); background: var(--chat-paper); color: var(--chat-text); font-size: var(--chat-t-s); line-height: 20px; max-inline-size: 100% }
.pick:focus-visible { outline-offset: -1px }
.bones { padding-block: 16px }
.bones .bone { margin-block: 14px }
@media (pointer: coarse) { .pick { font-size: max(16px, var(--chat-t)) } }
@media (forced-colors: active) { .made { border: 1px solid CanvasText } .face { border-color: CanvasText } }
`)
