import { defineSheet } from './define-sheet.ts'

/**
 * One message: byline, bubble and delivery state. Actions and short notes stand
 * in the space between two messages, so that showing them moves nothing; `--actions` is 1 while they are wanted.
 */
export const message = defineSheet(/* css */ `
.message { position: relative; --actions: 0 }
.message:is(:hover, :focus-within) { --actions: 1 }
.byline { display: flex; align-items: center; gap: 8px; font-size: var(--chat-t-s); line-height: 20px; margin-block-end: calc(var(--chat-u) * 1.5) }
.byline b { font-weight: 600 }
.user { display: flex; flex-direction: column; align-items: flex-end }
.bubble { max-inline-size: min(85%, 56ch); padding: calc(var(--chat-u) * 2) 14px; border-radius: var(--chat-r-l); background: var(--chat-tint); border: 1px solid transparent; overflow-wrap: anywhere; white-space: pre-wrap }
.other { flex-flow: row wrap; align-items: center; justify-content: flex-start; gap: 0 4px }
.other > .byline { flex: 0 0 100% }
.other > .bubble { background: var(--chat-well); max-inline-size: min(85%, 56ch, 100% - var(--chat-hit) * 2 - 8px) }
.pending .bubble { color: var(--chat-soft) }
.gone { display: flex; align-items: center; gap: 6px }
.state { display: flex; flex-wrap: wrap; align-items: center; gap: 4px; font-size: var(--chat-t-xs); line-height: 16px; color: var(--chat-soft); padding-block-start: 4px }
.user > .state { justify-content: flex-end }
.state.bad { color: var(--chat-bad); font-size: var(--chat-t-s) }
.state .do.bare:last-child { margin-inline-end: -8px }
.pending > .state, .edited { position: absolute; inset-block-start: 100%; inset-inline-end: 0; white-space: nowrap }
.pending > .state { animation: late 1ms .5s backwards }
@keyframes late { from { opacity: 0 } }
.edited { padding-block-start: 2px; opacity: calc(1 - var(--actions)); transition: opacity var(--chat-quick) }
:host([followed]) :is(.edited, .pending > .state) { position: static }
.other > .edited { inset-inline: 0 auto; opacity: 1 }
@media (pointer: coarse) { .bubble { user-select: none; -webkit-touch-callout: none } .edited { position: static } }
`)
