import { defineSheet } from '../../styles/define-sheet.ts'

/** Figures as a list between hairlines, and each limit with its bar. */
export const usageSheet = defineSheet(/* css */ `
.figures { display: grid; grid-template-columns: minmax(0, 1fr) auto; margin-block-start: 12px }
.figures > * { padding-block: 7px; border-block-start: 1px solid var(--chat-line) }
.figures dt { color: var(--chat-soft) }
.figures dd { padding-inline-start: 16px; text-align: end; font-variant-numeric: tabular-nums }
h4 { margin-block: 16px 4px; font-size: var(--chat-t-s); line-height: 20px; font-weight: 600 }
.limit { padding-block: 8px; border-block-start: 1px solid var(--chat-line) }
.limit .bar { margin-block: 6px; block-size: 4px }
.limit .xs { display: block }
.limit.warn .bar::before { background: var(--chat-amber) }
.limit.bad .bar::before { background: var(--chat-bad) }
.bones { padding-block: 16px }
.bones .bone { margin-block: 14px }
.wrong { color: var(--chat-bad); margin-block-start: 12px }
`)
