import { defineSheet } from './define-sheet.ts'

/** Search results: the thread's title, and a line of what was found with the words marked. */
export const searchHits = defineSheet(/* css */ `
.hit { display: grid; gap: 2px; inline-size: 100%; padding: 8px; border-radius: var(--chat-r-row); color: var(--chat-text); text-decoration: none; font-size: var(--chat-t-s); line-height: 20px }
.hit:hover { background: var(--chat-wash) }
.hit:focus-visible { outline-offset: -2px }
.hit .row { flex-wrap: nowrap }
.hit b { font-weight: 550 }
.hit p { color: var(--chat-soft); font-size: var(--chat-t-xs); line-height: 16px; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; overflow-wrap: anywhere }
.hit mark { background: var(--chat-tint); color: var(--chat-text); font-weight: 600; border-radius: 2px }
@media (forced-colors: active) { .hit mark { background: Highlight; color: HighlightText; forced-color-adjust: none } }
`)
