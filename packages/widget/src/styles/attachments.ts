import { defineSheet } from './define-sheet.ts'

/** Files in the composer: chips with progress, a quoted passage, and the place to drop them. */
export const attachments = defineSheet(/* css */ `
.composer.drop { border: 2px dashed var(--chat-link); padding: 4px; background: var(--chat-tint) }
.drop-here { grid-column: 1 / -1; display: grid; place-content: center; justify-items: center; min-block-size: 96px; color: var(--chat-soft); font-size: var(--chat-t-s); line-height: 20px }
.drop-here b { color: var(--chat-link); font-weight: 600 }
.files { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: 6px; padding: 3px 3px 6px }
.quoted { display: flex; align-items: center; gap: 8px; inline-size: 100%; padding-inline-start: 8px; color: var(--chat-soft); font-size: var(--chat-t-s); line-height: 20px }
.attachment { position: relative; display: flex; align-items: center; gap: 10px; flex: 1 1 200px; max-inline-size: 264px; min-block-size: 52px; padding-block: 6px; padding-inline: 6px 4px; border: 1px solid var(--chat-line); border-radius: max(var(--chat-r-s), var(--chat-r-xl) - 9px); overflow: hidden; font-size: var(--chat-t-s); line-height: 18px; background: var(--chat-paper) }
.attachment .cut { display: block }
.attachment .xs { display: block; color: var(--chat-soft) }
.attachment .bad { color: var(--chat-bad) }
.attachment .btn { inline-size: max(28px, var(--chat-hit) - 4px) }
.attachment .bar { margin-block-start: 4px }
.thumb { inline-size: 38px; block-size: 38px; border-radius: var(--chat-r-s); background: var(--chat-well); color: var(--chat-soft); display: grid; place-items: center; flex: none; overflow: hidden }
.thumb img { inline-size: 100%; block-size: 100%; object-fit: cover }
`)
