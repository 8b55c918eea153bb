import { defineSheet } from '../../styles/define-sheet.ts'

/** A conversation on paper: black on white, nothing scrolls, nothing is cut off. For a document of its own (UX4). */
export const paperSheet = defineSheet(/* css */ `
@page { margin: 16mm }
:root {
  color-scheme: light; --chat-paper: #fff; --chat-text: #000; --chat-soft: #444; --chat-line: #ccc; --chat-edge: #888; --chat-well: #f5f6f7;
  --chat-fill: #000; --chat-on-fill: #fff; --chat-link: #000; --chat-u: 4px; --chat-t: 11pt; --chat-t-s: 10pt; --chat-t-xs: 9pt; --chat-r-s: 3px; --chat-r-m: 6px;
  font: 11pt/1.5 var(--chat-f, sans-serif); background: #fff; color: #000;
}
body { margin: 0; overflow-wrap: anywhere }
h1 { font-size: 15pt; line-height: 1.3; font-weight: 650; margin-block-end: 6mm }
article + article { margin-block-start: 6mm }
article > header { display: flex; align-items: baseline; gap: 8px; break-after: avoid; margin-block-end: 1mm }
article > header > b { font-weight: 600 }
.said { white-space: pre-wrap }
article > * + .prose, article > .sources { margin-block-start: 2mm }
.prose { max-inline-size: none }
.prose > * { orphans: 2; widows: 2 }
.wide { overflow: visible; background: none }
th, td { white-space: normal }
tr, .prose img, .drawn { break-inside: avoid }
.code-block { border-color: var(--chat-line) }
.code-block pre { padding: 8px 14px; overflow: visible; white-space: pre-wrap; overflow-wrap: anywhere }
.sources { padding-inline-start: 0; font-size: 9pt; list-style: none }
`)
