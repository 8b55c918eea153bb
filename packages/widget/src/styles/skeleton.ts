import { defineSheet } from './define-sheet.ts'

/** Lines that stand for text on its way: `.bone`, with `.w1` to `.w4` from short to full. */
export const skeleton = defineSheet(/* css */ `
.bone { display: block; block-size: 10px; margin-block: 7px; border-radius: var(--chat-r-s); background: color-mix(in oklab, var(--chat-text) 14%, transparent); animation: pulse 1.8s ease-in-out infinite alternate }
.bubble > .bone { inline-size: 148px; max-inline-size: 40vw }
.w1 { inline-size: 28% }
.w2 { inline-size: 62% }
.w3 { inline-size: 94% }
.w4 { inline-size: 100% }
@keyframes pulse { to { opacity: .45 } }
@media (forced-colors: active) { .bone { border: 1px solid GrayText } }
`)
