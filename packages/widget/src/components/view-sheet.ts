import { defineSheet } from '../styles/define-sheet.ts'

/**
 * The outermost frame. A popup's frame takes no room, and stands in the browser's top layer: no ancestor that clips,
 * transforms or stacks, and no z-index of the page, gets at it (EM4). It has the few resets of its own that it needs, so
 * that a closed popup does without the sheet that every part starts from.
 */
export const viewSheet = defineSheet(/* css */ `
:host([hidden]) { display: none !important }
*, ::before, ::after { box-sizing: border-box }
:where(button) { font: inherit; color: inherit; background: none; border: 0; margin: 0; padding: 0; cursor: pointer }
:focus-visible { outline: 2px solid var(--chat-link); outline-offset: 2px }
:where(svg) { fill: none; stroke: currentColor; stroke-linecap: round; stroke-linejoin: round; display: block }
:host([layout=popup]) .chat { position: fixed; inset-block-start: 0; inset-inline-start: 0; inline-size: 0; block-size: 0; overflow: visible }
.failed { display: grid; place-content: center; justify-items: center; gap: 8px; block-size: 100%; padding: 24px; text-align: center; font-size: var(--chat-t-s); line-height: 20px }
.failed button { min-block-size: var(--chat-hit); padding: 5px 12px; border: 1px solid var(--chat-edge); border-radius: var(--chat-r-row); font-weight: 550 }
.failed button:hover { background: var(--chat-wash) }
:host([layout=popup]) .failed { position: fixed; inset-block-end: calc(92px + env(safe-area-inset-bottom, 0px)); inset-inline-end: 20px; inline-size: min(320px, 100vw - 40px); block-size: auto; border-radius: var(--chat-r-l); background: var(--chat-paper); box-shadow: var(--chat-shadow) }
`)
