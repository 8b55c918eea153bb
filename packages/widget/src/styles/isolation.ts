import { defineSheet } from './define-sheet.ts'

/**
 * Keeps the page out (EM4), for an element that stands in a page's own tree. Page rules cannot reach inside a shadow
 * root, so all that is inherited is reset on the first element within, `.chat`, which also carries `lang` and `dir`
 * (`all` leaves those alone). What a page rule draws on the host itself is undone with importance, which inside
 * a shadow root beats the page's; size, position and margin stay the page's to set.
 */
export const isolation = defineSheet(/* css */ `
:host { display: block; block-size: 100% }
:host([layout=popup]) { display: contents }
:host {
  padding: 0 !important; border: 0 !important; outline: 0 !important; background: none !important;
  box-shadow: none !important; text-decoration: none !important; unicode-bidi: isolate !important; columns: auto !important;
  box-sizing: border-box !important; transition: none !important; animation: none !important; text-indent: 0 !important; list-style: none !important;
}
:host::before, :host::after { content: none !important }
.chat {
  all: initial; visibility: inherit; color-scheme: inherit; display: block; block-size: 100%; box-sizing: border-box;
  user-select: text; -webkit-user-select: text; text-size-adjust: none; -webkit-text-size-adjust: none;
  font: 400 var(--chat-t)/1.6 var(--chat-f); color: var(--chat-text); accent-color: var(--chat-fill);
}
`)
