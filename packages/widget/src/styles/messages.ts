import { defineSheet } from './define-sheet.ts'

/**
 * The list: its scroller and the box of each item. The space above an item is padding, so that a measured height
 * holds all of it: `.item` 8u, `.answer` after its question 5u, `.again` after one's own message 2u,
 * `.between` around marks 6u, `.first` none. 8 px of it stand below the item. A message's actions hang over into the
 * space below it; `.acts` keeps that space below the last one.
 */
export const messages = defineSheet(/* css */ `
.messages { position: relative; flex: 1; min-block-size: 0; overflow: auto; overflow-anchor: none; overscroll-behavior: contain; touch-action: pan-y pinch-zoom; scrollbar-width: thin; scrollbar-color: var(--chat-edge) transparent; display: flex; flex-direction: column }
.messages:focus-visible { outline-offset: -2px }
.column { inline-size: 100%; padding-block: calc(var(--chat-u) * 5) calc(var(--chat-u) * 8 - 8px) }
.lines { display: flow-root }
.column.fill { display: flex; flex-direction: column; flex: 1 }
.item { display: block; inline-size: 100%; max-inline-size: calc(68ch + 40px); margin-inline: auto; padding: calc(var(--chat-u) * 8 - 8px) 20px 8px; contain: layout style }
.item:is(:hover, :focus-within) { position: relative; z-index: 1 }
.item.answer { padding-block-start: calc(var(--chat-u) * 5 - 8px) }
.item.again { padding-block-start: max(0px, var(--chat-u) * 2 - 8px) }
.item.between { padding-block-start: calc(var(--chat-u) * 6 - 8px) }
.item.first { padding-block-start: 0 }
.item.acts { padding-block-end: var(--chat-hit) }
@media (pointer: coarse) { .item.acts { padding-block-end: 8px } }
.fill > .item { display: flex; flex-direction: column; flex: 1 }
.jump-latest { position: absolute; inset-block-end: calc(100% + 12px); inset-inline-start: 50%; translate: -50% 0; z-index: 1; display: inline-flex; align-items: center; gap: 6px; min-block-size: var(--chat-hit-l); padding-inline: 12px 14px; border-radius: var(--chat-r-full); border: 1px solid var(--chat-edge); background: var(--chat-paper); font-size: var(--chat-t-s); font-weight: 550; white-space: nowrap }
.jump-latest:dir(rtl) { translate: 50% 0 }
.jump-latest:hover { background: var(--chat-well) }
@container (inline-size >= 600px) { .column { padding-block-start: calc(var(--chat-u) * 8) } }
`)
