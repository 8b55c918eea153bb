import { defineSheet } from '../../styles/define-sheet.ts'

/** What a tool was asked and said, and the box in which one decides about it. */
export const toolSheet = defineSheet(/* css */ `
:host { display: block }
.fold { margin-block-end: 0 }
.fold > summary span { overflow-wrap: anywhere }
.fold p + .name { margin-block-start: 8px }
.name { font-weight: 550; color: var(--chat-soft) }
pre { margin: 4px 0 8px; max-block-size: 240px; overflow: auto; overscroll-behavior: contain; white-space: pre-wrap; overflow-wrap: anywhere; direction: ltr; text-align: start; font: .867em/20px var(--chat-f-mono) }
pre:focus-visible { outline-offset: -2px }
.bad > summary { color: var(--chat-bad) }
.tool { margin-block: 8px }
.tool > header > svg { color: var(--chat-soft); flex: none }
.tool b { overflow-wrap: anywhere }
.tool pre { margin: 8px 14px 12px; padding-inline-start: 30px }
.tool > p { padding: 0 14px 12px; color: var(--chat-bad) }
@media (forced-colors: active) { .tool { border-color: CanvasText } }
`)
