import { defineSheet } from '../../styles/define-sheet.ts'

/** A bar of progress (`--chat-v`, a percentage) and the context indicator with its words. */
export const meterSheet = defineSheet(/* css */ `
.bar { display: block; block-size: 3px; border-radius: 2px; background: var(--chat-line); overflow: hidden }
.bar::before { content: ""; display: block; block-size: 100%; inline-size: var(--chat-v, 0%); background: var(--chat-fill); border-radius: inherit }
.context-meter { display: flex; align-items: center; gap: 8px; font-size: var(--chat-t-xs); line-height: 16px; color: var(--chat-soft); white-space: nowrap }
.context-meter .bar { inline-size: 44px; block-size: 4px }
.context-meter.warn .bar::before { background: var(--chat-amber) }
.context-meter.bad .bar::before { background: var(--chat-bad) }
.context-meter:is(.warn, .bad) { color: var(--chat-text) }
@media (forced-colors: active) { .bar { border: 1px solid CanvasText; block-size: 6px } .bar::before { background: Highlight; forced-color-adjust: none } }
`)
