import { defineSheet } from './define-sheet.ts'

/** The popup's bubble and its unread badge. */
export const launcher = defineSheet(/* css */ `
.launcher { position: fixed; z-index: 2147483000; inset-block-end: calc(20px + env(safe-area-inset-bottom, 0px)); inset-inline-end: 20px; inline-size: 56px; block-size: 56px; display: grid; place-items: center; border-radius: var(--chat-r-full); background: var(--chat-fill); color: var(--chat-on-fill); box-shadow: 0 2px 4px rgb(12 14 18 / .1), 0 8px 24px -6px rgb(12 14 18 / .32); transition: background var(--chat-quick) }
.launcher:hover { background: color-mix(in oklab, var(--chat-fill) 90%, var(--chat-text)) }
.launcher svg { inline-size: 26px; block-size: 26px; stroke-width: 1.35 }
.badge { position: absolute; inset-block-start: -4px; inset-inline-end: -4px; min-inline-size: 22px; block-size: 22px; padding-inline: 6px; border-radius: var(--chat-r-full); background: var(--chat-paper); color: var(--chat-text); box-shadow: var(--chat-shadow); font-size: 12px; line-height: 22px; font-weight: 650; text-align: center; font-variant-numeric: tabular-nums }
@media (forced-colors: active) { .launcher, .badge { border: 1px solid ButtonText } }
@media print { .launcher { display: none } }
`)
