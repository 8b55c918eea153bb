import { defineSheet } from '../../styles/define-sheet.ts'

/** The list fills its place; its own menu and its fold of archived threads. */
export const threadListSheet = defineSheet(/* css */ `
.chat { display: flex; flex-direction: column; font-size: var(--chat-t-s); line-height: 20px }
.open-thread { text-align: start }
.archive { display: flex; align-items: center; gap: 6px; min-block-size: var(--chat-hit); margin-inline-start: -2px; border-radius: var(--chat-r-s) }
.archive:hover { color: var(--chat-text) }
.none.bad { color: var(--chat-bad) }
.none .do { margin-block-start: 8px }
.bones { padding: 16px 8px }
.bones .bone { margin-block: 18px }
`)
