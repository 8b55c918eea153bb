import { defineSheet } from '../../styles/define-sheet.ts'

/** Small lines above the field in which one writes. */
export const gaugesSheet = defineSheet(/* css */ `
:host { display: block; flex: none; position: relative; z-index: 1 }
.gauges { display: grid; gap: 4px; inline-size: 100%; max-inline-size: calc(68ch + 42px); margin-inline: auto; padding: 6px 16px 8px }
.gauges::before { content: ""; position: absolute; inset-block: 0; inset-inline: 1px 0; z-index: -1; border-block-start: 1px solid var(--chat-line); background: var(--chat-paper) }
.context-meter { flex-wrap: nowrap; white-space: normal; text-wrap: pretty }
.context-meter .bar { flex: none }
.warning { display: flex; gap: 8px; font-size: var(--chat-t-xs); line-height: 16px; text-wrap: pretty }
.warning svg { flex: none; color: var(--chat-warn) }
@container (inline-size >= 600px) { .gauges { padding-inline: 24px } }
@media (forced-colors: active) { .warning svg { color: CanvasText } }
`)
