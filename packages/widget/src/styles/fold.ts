import { defineSheet } from './define-sheet.ts'

/** Parts that open: reasoning, a tool's result (`details.fold`), and the box that asks for a decision (`.tool`). */
export const fold = defineSheet(/* css */ `
.fold { margin-block: -4px calc(var(--chat-u) * 1.5) }
.fold > summary { display: inline-flex; align-items: center; gap: 6px; min-block-size: var(--chat-hit); margin-inline-start: -2px; list-style: none; cursor: pointer; color: var(--chat-soft); font: var(--chat-t-s)/20px var(--chat-f); border-radius: var(--chat-r-s) }
.fold > summary::-webkit-details-marker { display: none }
.fold > summary:hover { color: var(--chat-text) }
.chev { transition: rotate var(--chat-quick) }
[open] > summary .chev { rotate: 90deg }
[open] > summary .chev:dir(rtl) { rotate: -90deg }
.fold > div { margin-block: 2px calc(var(--chat-u) * 4); margin-inline-start: 6px; padding-inline-start: 16px; border-inline-start: 1px solid var(--chat-line); color: var(--chat-soft); font-size: var(--chat-t-s); line-height: 1.55; overflow-wrap: anywhere }
.tool { border: 1px solid var(--chat-line); border-radius: var(--chat-r-m); font: var(--chat-t-s)/20px var(--chat-f); margin-block-start: 8px }
.tool > header { display: flex; align-items: center; gap: 10px; padding: 12px 14px 0 }
.tool > header > svg { align-self: flex-start }
.tool > header > .btn { margin: -6px }
.tool > .row { padding: 6px 14px 14px }
.tool b { font-weight: 600 }
.tool dl { display: grid; grid-template-columns: auto 1fr; gap: 4px 16px; padding-block: 10px 12px; padding-inline: 44px 14px }
.tool dt { color: var(--chat-soft) }
.tool dd { overflow-wrap: anywhere }
.tool footer { display: flex; flex-wrap: wrap; gap: 8px; padding: 10px 14px; border-block-start: 1px solid var(--chat-line) }
.tool > header + footer { border: 0 }
`)
