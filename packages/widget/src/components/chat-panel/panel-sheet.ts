import { defineSheet } from '../../styles/define-sheet.ts'

/** How the parts share the panel, in each layout. */
export const panelSheet = defineSheet(/* css */ `
:host { display: block; block-size: 100% }
:host([layout=popup]) { display: contents }
:host([layout=popup]) .panel { inset-block-start: auto; inset-inline-start: auto }
.panel:focus { outline: 0 }
.panel.narrow { touch-action: pan-y pinch-zoom }
.talk > :is(chat-thread-header, chat-connection, .dock) { display: block; flex: none; min-inline-size: 0 }
.talk > chat-messages { display: flex; flex-direction: column; flex: 1; min-block-size: 0; min-inline-size: 0; block-size: auto }
.foot > * { display: block; block-size: auto }
.sidebar > chat-thread-list { flex: 1; min-block-size: 0; inline-size: 100% }
.loading { flex: 1; padding: 20px }
`)
