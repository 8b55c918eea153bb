import { defineSheet } from '../../styles/define-sheet.ts'

/** A thread on paper: all of it and nothing else, as long as it is. For every root from the outermost to the list's. */
export const printSheet = defineSheet(/* css */ `
@media print {
  :host, .chat, .panel, .talk, .messages, .column { display: block !important; position: static !important; inset: auto !important; inline-size: auto !important; block-size: auto !important; max-block-size: none !important; overflow: visible !important; contain: none !important; border: 0 !important; box-shadow: none !important }
  .panel { container-type: normal !important; padding: 0 !important }
  :host([hidden]), .panel[hidden] { display: none !important }
  .talk > chat-messages { display: block; block-size: auto }
  chat-connection, chat-thread-list, chat-search, .dock, .sidebar, .drawer, .backdrop, .resize, .launcher, .jump, .next, .unseen, .prompts { display: none !important }
  .line { break-inside: avoid-page }
}
`)
