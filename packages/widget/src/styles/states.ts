import { defineSheet } from './define-sheet.ts'

/** What happened, what is kept, what to do: the strip under the header, the strip in the composer's place, the notice. */
export const states = defineSheet(/* css */ `
.connection, .banner { display: flex; align-items: center; gap: 10px; padding-block: 6px; padding-inline: 20px 12px; min-block-size: 44px; background: var(--chat-well); font-size: var(--chat-t-s); line-height: 20px }
.connection { border-block-end: 1px solid var(--chat-line) }
.banner { border-block-start: 1px solid var(--chat-line); padding-block-end: max(6px, env(safe-area-inset-bottom, 0px)) }
:is(.connection, .banner, .notice) b { font-weight: 600 }
.warn > svg { color: var(--chat-warn) }
.bad > svg { color: var(--chat-bad) }
.good > svg { color: var(--chat-good) }
.notice { display: grid; grid-template-columns: 20px 1fr; gap: 0 12px; padding-block-start: 14px; border-block-start: 1px solid var(--chat-line); font-size: var(--chat-t-s); line-height: 20px; margin-block-start: calc(var(--chat-u) * 4); text-wrap: pretty }
.notice.plain { margin: 0; border: 0; padding: 0 }
.notice:not(.warn, .bad, .good) > svg { color: var(--chat-soft) }
.notice b { display: block }
.notice .row { margin-block-start: 10px }
@media (forced-colors: active) { :is(.warn, .bad, .good) > svg { color: CanvasText } }
`)
