import { defineSheet } from '../../styles/define-sheet.ts'

/** The field stands above the list; while something is looked for, what was found takes the list's place. */
export const searchSheet = defineSheet(/* css */ `
:host { display: flex; flex-direction: column; min-block-size: 0 }
:host([active]) { flex: 1 }
.chat { display: flex; flex-direction: column; min-block-size: 0; flex: 1; font-size: var(--chat-t-s); line-height: 20px }
.field .btn { margin-inline-end: -8px; block-size: 28px; inline-size: 28px }
.found { flex: 1; min-block-size: 0; overflow: auto; overscroll-behavior: contain; touch-action: pan-y pinch-zoom; padding: 0 12px 12px; scrollbar-width: thin; scrollbar-color: var(--chat-edge) transparent }
.found .none { padding: 16px 8px; color: var(--chat-soft); overflow-wrap: anywhere }
.found .none .do { margin-block-start: 8px }
.found[aria-busy=true] ul { opacity: .6 }
.hit { display: grid; grid-template-columns: minmax(0, 1fr); gap: 2px; inline-size: 100%; padding: 8px; border-radius: var(--chat-r-row); color: var(--chat-text); text-decoration: none; font-size: var(--chat-t-s); line-height: 20px }
.hit:hover { background: var(--chat-wash) }
.hit:focus-visible { outline-offset: -2px }
.hit .row { flex-wrap: nowrap }
.hit b { font-weight: 550; text-align: match-parent }
.hit mark { background: var(--chat-tint); color: var(--chat-text); font-weight: 600; border-radius: 2px }
@media (forced-colors: active) { .hit mark { background: Highlight; color: HighlightText; forced-color-adjust: none } }
.hit { text-align: start; min-block-size: var(--chat-hit-l) }
.hit .words { color: var(--chat-soft); font-size: var(--chat-t-xs); line-height: 16px; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; overflow-wrap: anywhere }
.hit .kept { display: inline-flex; color: var(--chat-soft) }
@media (pointer: coarse) { .field .btn { block-size: 44px; inline-size: 44px; margin-inline-end: -10px } }
`)
