import { defineSheet } from './define-sheet.ts'

/** Icon buttons (`.btn`), buttons with words (`.do`, `.main`, `.bare`) and faces. */
export const controls = defineSheet(/* css */ `
.btn { inline-size: var(--chat-hit); block-size: var(--chat-hit); display: grid; place-items: center; flex: none; border-radius: var(--chat-r-row); color: var(--chat-soft); transition: background var(--chat-quick), color var(--chat-quick) }
.btn:hover, .btn[aria-expanded=true] { background: var(--chat-wash); color: var(--chat-text) }
.btn[aria-pressed=true] { color: var(--chat-link) }
.btn:disabled { background: none; color: var(--chat-soft); opacity: .5 }
.do { min-block-size: var(--chat-hit); padding: 5px 12px; border-radius: var(--chat-r-row); border: 1px solid var(--chat-edge); font-size: var(--chat-t-s); line-height: 20px; font-weight: 550; display: inline-flex; align-items: center; gap: 6px; transition: background var(--chat-quick) }
.do:hover { background: var(--chat-wash) }
.do:disabled { opacity: .5; background: none }
.do.main { background: var(--chat-fill); border-color: var(--chat-fill); color: var(--chat-on-fill) }
.do.main:hover { background: color-mix(in oklab, var(--chat-fill) 88%, var(--chat-text)) }
.do.bare { border-color: transparent; padding-inline: 8px; color: var(--chat-link) }
.do.bad { border-color: var(--chat-bad); color: var(--chat-bad) }
.face { inline-size: 20px; block-size: 20px; border-radius: var(--chat-r-full); display: grid; place-items: center; font-size: 10px; line-height: 1; font-weight: 600; background: var(--chat-tint); color: var(--chat-text); flex: none; border: 1px solid transparent }
.face.ai::before { content: ""; inline-size: 10px; block-size: 6.5px; border-block-start: 1.5px solid var(--chat-link); background: linear-gradient(var(--chat-link) 0 0) 0 100% / 60% 1.5px no-repeat }
.face.ai:dir(rtl)::before { background-position: 100% 100% }
@media (forced-colors: active) {
  .do { border-color: ButtonText }
  .btn[aria-pressed=true] { color: Highlight; forced-color-adjust: none }
  .face.ai::before { border-color: CanvasText; forced-color-adjust: none; background-image: linear-gradient(CanvasText 0 0) }
}
`)
