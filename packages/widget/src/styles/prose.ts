import { defineSheet } from './define-sheet.ts'

/**
 * Reading matter: what markdown becomes. No `pretty` or `balance` here: text that streams would wrap anew.
 * Tables and block formulas stand in a `.wide` box, whose side shade shows while it can scroll.
 */
export const prose = defineSheet(/* css */ `
.prose { font-family: var(--chat-f-prose); max-inline-size: 68ch; overflow-wrap: break-word }
.prose > * + *, .prose :is(li, blockquote) > * + * { margin-block-start: calc(var(--chat-u) * 3) }
.prose :is(h1, h2, h3, h4, h5, h6) { font-size: var(--chat-t); font-weight: 650; line-height: 1.35; letter-spacing: -.012em }
.prose * + :is(h1, h2, h3, h4, h5, h6) { margin-block-start: calc(var(--chat-u) * 7) }
.prose :is(h1, h2, h3, h4, h5, h6) + * { margin-block-start: calc(var(--chat-u) * 2) }
.prose .h1 { font-size: calc(var(--chat-t) * 1.4) }
.prose .h2 { font-size: calc(var(--chat-t) * 1.2) }
.prose .h3 { font-size: calc(var(--chat-t) * 1.07) }
.prose :is(h1, h2, h3, h4, h5, h6):empty { display: none }
.prose .raw { white-space: pre-wrap }
.prose a { unicode-bidi: isolate }
.prose :is(ul, ol) { padding-inline-start: 22px; list-style: disc }
.prose ul ul { list-style: "–\\2002" }
.prose ol { padding-inline-start: 1.95em; list-style: decimal; font-variant-numeric: tabular-nums }
.prose ol:is([start], :has(> :nth-child(100))) { padding-inline-start: 2.6em }
.prose li::marker { color: var(--chat-soft) }
.prose li + li, .prose li > :is(ul, ol) { margin-block-start: calc(var(--chat-u) * 1) }
.prose .tasks { padding: 0; list-style: none }
.tasks > li, .prose li.task { display: grid; grid-template-columns: 16px 1fr; gap: 10px }
.prose .tasks > li > * { margin: 0 }
.tasks i { inline-size: 16px; block-size: 16px; translate: 0 4px; border: 1.5px solid var(--chat-edge); border-radius: min(4px, var(--chat-r-s)); display: grid; place-items: center }
.tasks i.on { background: var(--chat-fill); border-color: var(--chat-fill); color: var(--chat-on-fill) }
.tasks i svg { inline-size: 12px; block-size: 12px; stroke-width: 3 }
.prose blockquote { padding-inline-start: 16px; border-inline-start: 2px solid var(--chat-edge); color: var(--chat-soft) }
.prose hr { border: 0; border-block-start: 1px solid var(--chat-line); margin-block: calc(var(--chat-u) * 6) }
.prose strong { font-weight: 650 }
.prose img { max-inline-size: 100%; block-size: auto; border-radius: var(--chat-r-m); display: block }
:not(pre) > code { padding: .1em .35em; border-radius: var(--chat-r-s); background: var(--chat-well); border: 1px solid var(--chat-line); overflow-wrap: anywhere }
.wide, .code-block pre { overflow: auto; overscroll-behavior-x: contain; scrollbar-width: thin; scrollbar-color: var(--chat-edge) transparent }
.wide { background: linear-gradient(90deg, var(--chat-paper) 50%, transparent) -2px 0 / 48px 100% no-repeat local, linear-gradient(270deg, var(--chat-paper) 50%, transparent) calc(100% + 2px) 0 / 48px 100% no-repeat local, linear-gradient(90deg, var(--chat-line), transparent) 1px 2px / 14px calc(100% - 4px) no-repeat, linear-gradient(270deg, var(--chat-line), transparent) calc(100% - 1px) 2px / 14px calc(100% - 4px) no-repeat }
table { border-collapse: collapse; min-inline-size: 100%; font-size: var(--chat-t-s); line-height: 20px; font-variant-numeric: tabular-nums }
th, td { padding: 8px 0; padding-inline-end: 24px; text-align: start; vertical-align: top; border-block-end: 1px solid var(--chat-line); white-space: nowrap }
th { font-weight: 600; border-block-end-color: var(--chat-edge) }
:is(th, td):last-child { padding-inline-end: 0 }
:is(th, td)[align=right] { text-align: end }
:is(th, td)[align=center] { text-align: center }
tr:last-child td { border: 0 }
.code-block { border-radius: var(--chat-r-m); background: var(--chat-well); border: 1px solid transparent; direction: ltr; font-family: var(--chat-f) }
.code-block figcaption { display: flex; align-items: center; gap: 2px; min-block-size: 40px; padding: 4px; padding-inline-start: 14px; font-size: var(--chat-t-xs); color: var(--chat-soft) }
.code-block pre { padding: 2px 14px 14px; font-size: var(--chat-t-s); line-height: 20px; tab-size: 2 }
.code-block pre:focus-visible { outline-offset: -2px; border-radius: var(--chat-r-m) }
.code-block pre code { font-size: inherit }
`)
