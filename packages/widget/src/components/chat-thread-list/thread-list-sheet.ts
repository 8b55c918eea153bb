import { defineSheet } from '../../styles/define-sheet.ts'

/** The list fills its place; its own menu and its fold of archived threads. */
export const threadListSheet = defineSheet(/* css */ `
.chat { display: flex; flex-direction: column; font-size: var(--chat-t-s); line-height: 20px }
chat-search { flex: none; block-size: auto; min-block-size: calc(var(--chat-hit-l) + 8px) }
chat-search[active] { flex: 1 1 0 }
.open-thread { text-align: start }
.archive { display: flex; align-items: center; gap: 6px; min-block-size: var(--chat-hit); margin-inline-start: -2px; border-radius: var(--chat-r-s) }
.archive:hover { color: var(--chat-text) }
.none.bad { color: var(--chat-bad) }
.none .do { margin-block-start: 8px }
.end { border-block-start: 1px solid var(--chat-line); padding: 6px 12px max(6px, env(safe-area-inset-bottom, 0px)) }
.end .do { color: var(--chat-soft); font-weight: 500 }
.end .do:is(:hover, [aria-expanded=true]) { color: var(--chat-text); background: var(--chat-wash) }
.bones { padding: 16px 8px }
.bones .bone { margin-block: 18px }
`)
