import { defineSheet } from './define-sheet.ts'

/**
 * For a piece that may stand in a page's own tree (EM11): nothing is inherited from there (EM4). It comes first, and gives
 * way to every other rule.
 */
export const piece = defineSheet(/* css */ `
:where(:host) > * {
  all: initial; visibility: inherit; color-scheme: inherit; display: block; user-select: text; -webkit-user-select: text;
  font: 400 var(--chat-t)/1.6 var(--chat-f); color: var(--chat-text); accent-color: var(--chat-fill);
}
`)
