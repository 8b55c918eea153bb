import { defineSheet } from '../../styles/define-sheet.ts'

/** The mark is a line across the list; what it opens is a well with the text. */
export const summarySheet = defineSheet(/* css */ `
:host { display: block }
summary.mark { list-style: none }
summary.mark::-webkit-details-marker { display: none }
summary.mark span { display: inline-flex; align-items: center; gap: 6px; min-block-size: var(--chat-hit); cursor: pointer }
.mark .chev { transition: rotate var(--chat-quick) }
[open] > .mark .chev { rotate: 90deg }
[open] > .mark .chev:dir(rtl) { rotate: -90deg }
.summary { margin-block-start: calc(var(--chat-u) * 4); padding: 14px 16px; background: var(--chat-well); border-radius: var(--chat-r-m); border: 1px solid transparent; font-size: var(--chat-t-s); line-height: 1.55 }
.summary .row { margin-block-start: 10px }
summary.mark span { text-align: center }
summary:focus-visible { outline-offset: 2px; border-radius: var(--chat-r-s) }
.summary textarea { display: block; inline-size: 100%; min-block-size: 96px; max-block-size: 320px; padding: 8px 10px; border: 1px solid var(--chat-edge); border-radius: var(--chat-r-row); background: var(--chat-paper); color: var(--chat-text); font: inherit; resize: vertical; field-sizing: content }
.summary textarea:focus-visible { border-color: transparent; outline: 2px solid var(--chat-link); outline-offset: -1px }
.stale { display: flex; gap: 8px; margin-block-end: 10px }
.stale svg { flex: none; color: var(--chat-warn) }
.wrong { color: var(--chat-bad); margin-block-start: 8px }
@media (pointer: coarse) { .summary textarea { font-size: max(16px, var(--chat-t)) } }
@media (forced-colors: active) { .summary { border-color: CanvasText } .stale svg { color: CanvasText } }
`)
