import { defineSheet } from '../../styles/define-sheet.ts'

/** Rows between hairlines: what it does at the start, its keys at the end. */
export const shortcutsSheet = defineSheet(/* css */ `
h4 { margin-block: 16px 4px; font-size: var(--chat-t-s); line-height: 20px; font-weight: 600 }
dl > div { display: flex; align-items: center; gap: 16px; padding-block: 7px; border-block-start: 1px solid var(--chat-line) }
dt { flex: 1; min-inline-size: 0; color: var(--chat-soft) }
dd { position: relative; direction: ltr; display: flex; gap: 4px; flex: none }
kbd { min-inline-size: 24px; padding: 1px 6px; border: 1px solid var(--chat-line); border-radius: var(--chat-r-s); background: var(--chat-well); font: var(--chat-t-xs)/20px var(--chat-f); text-align: center }
`)
