import { defineSheet } from './define-sheet.ts'

/** The reset and the words' roles that every shadow root of the widget starts from. */
export const base = defineSheet(/* css */ `
*, ::before, ::after { box-sizing: border-box }
:host([hidden]), [hidden] { display: none !important }
svg { inline-size: 20px; block-size: 20px; fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; flex: none; display: block }
svg.s { inline-size: 16px; block-size: 16px; stroke-width: 1.8 }
svg.dots { stroke-width: 2.2 }
svg.solid { fill: currentColor; stroke: none }
svg.flip:dir(rtl) { transform: scaleX(-1) }
button, input, textarea, select { font: inherit; color: inherit; letter-spacing: inherit; margin: 0 }
button { background: none; border: 0; padding: 0; cursor: pointer; user-select: none; -webkit-user-select: none; -webkit-tap-highlight-color: transparent; text-align: start }
:disabled, [aria-disabled=true] { cursor: default }
p, h1, h2, h3, h4, h5, h6, ul, ol, dl, dd, figure, pre, blockquote { margin: 0 }
ul, ol { padding: 0; list-style: none }
a { color: var(--chat-link); text-decoration: underline 1px; text-underline-offset: .18em; text-decoration-color: color-mix(in oklab, currentColor 45%, transparent) }
a:hover { text-decoration-color: currentColor }
:focus-visible { outline: 2px solid var(--chat-link); outline-offset: 2px }
::placeholder { color: var(--chat-soft); opacity: 1 }
code, pre, kbd { font-family: var(--chat-f-mono); font-size: .867em; font-variant-ligatures: none }
.small { font-size: var(--chat-t-s); line-height: 20px }
.xs { font-size: var(--chat-t-xs); line-height: 16px }
.soft { color: var(--chat-soft) }
.grow { flex: 1; min-inline-size: 0 }
.grow[dir=auto] { text-align: match-parent }
.cut { overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.cut > bdi { display: block; overflow: hidden; text-overflow: ellipsis; text-align: match-parent }
.row { display: flex; align-items: center; gap: 8px; flex-wrap: wrap }
.num { font-variant-numeric: tabular-nums }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
@media (prefers-reduced-motion: reduce) { *, ::before, ::after { animation: none !important; transition-duration: 1ms !important; scroll-behavior: auto !important } }
`)
