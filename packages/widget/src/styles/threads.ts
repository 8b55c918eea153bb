import { defineSheet } from './define-sheet.ts'

/** The list of threads: search, groups, rows whose time gives way to their menu. */
export const threads = defineSheet(/* css */ `
.search { margin: 0 12px 8px }
.thread-list { flex: 1; min-block-size: 0; overflow: auto; overscroll-behavior: contain; touch-action: pan-y pinch-zoom; padding: 0 12px 12px; scrollbar-width: thin; scrollbar-color: var(--chat-edge) transparent }
.thread-list h3 { display: flex; align-items: center; gap: 6px; font-size: var(--chat-t-xs); line-height: 16px; font-weight: 500; color: var(--chat-soft); padding: 16px 8px 6px }
.thread-list .none { padding: 16px 8px; color: var(--chat-soft) }
.thread-item { position: relative; display: flex; align-items: center; gap: 8px; min-block-size: var(--chat-hit-l); padding-inline: 8px 2px; border-radius: var(--chat-r-row); margin-block-end: 1px }
.thread-item > :is(a, button):first-child { color: inherit; text-decoration: none; outline: 0 }
.thread-item > :is(a, button):first-child::before { content: ""; position: absolute; inset: 0; border-radius: inherit }
.thread-item > :is(a, button):first-child:focus-visible::before { outline: 2px solid var(--chat-link); outline-offset: -2px; border-radius: var(--chat-r-row) }
.thread-item :is(time, .xs) { font-weight: 400; font-size: var(--chat-t-xs); color: var(--chat-soft); padding-inline-end: 6px; font-variant-numeric: tabular-nums }
.thread-item:hover { background: var(--chat-wash) }
.thread-item[aria-current] { background: var(--chat-tint); font-weight: 550 }
.thread-item.archived { color: var(--chat-soft) }
.thread-item.new { font-weight: 650 }
.thread-item.new::after { content: ""; order: 1; inline-size: 7px; block-size: 7px; margin-inline: 3px 8px; border-radius: 50%; background: var(--chat-link); flex: none }
.thread-item .btn { position: relative; block-size: 28px; inline-size: 28px }
.thread-item input { flex: 1; min-inline-size: 0; block-size: 28px; margin-inline-start: -4px; padding-inline: 4px; border: 0; border-radius: var(--chat-r-s); background: var(--chat-paper); outline: 2px solid var(--chat-link); outline-offset: -2px }
@media not (pointer: coarse) {
  .thread-item .btn:not(:focus-visible, [aria-expanded=true]) { position: absolute; inset-inline-end: 2px; opacity: 0 }
  .thread-item:is(:hover, :focus-within) .btn { position: relative; inset: auto; opacity: 1 }
  .thread-item:is(:hover, :focus-within, :has([aria-expanded=true])) time { display: none }
}
@media (pointer: coarse) {
  .thread-item .btn { block-size: 44px; inline-size: 44px; margin-inline: -8px -2px; order: 2 }
  .thread-item.new::after { margin-inline: -4px 4px }
  .thread-item input { font-size: max(16px, var(--chat-t)) }
}
@media (forced-colors: active) {
  .thread-item[aria-current] { outline: 2px solid Highlight; outline-offset: -2px }
  .thread-item.new::after { background: Highlight; forced-color-adjust: none }
}
`)
