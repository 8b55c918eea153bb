import { HTML_TAG } from '../inline/html-tag.ts'

const NAMES =
  'address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul'

const STARTS: ReadonlyArray<readonly [start: RegExp, ending: RegExp | undefined]> = [
  [/^<(?:script|pre|textarea|style)(?:\s|>|$)/i, /<\/(?:script|pre|textarea|style)>/i],
  [/^<!--/, /-->/],
  [/^<\?/, /\?>/],
  [/^<![a-z]/i, />/],
  [/^<!\[CDATA\[/, /\]\]>/],
  [new RegExp(`^</?(?:${NAMES})(?:\\s|/?>|$)`, 'i'), undefined],
]
/** A longer line is no lone tag. */
const MAX_TAG = 10_000
const LONE_TAG = new RegExp(`^${HTML_TAG}[ \\t]*$`, 'i')

/** Whether a line starts an HTML block, and what ends it; a lone tag cannot interrupt a paragraph. */
export function htmlBlockStart(content: string, interrupts: boolean): { ending: RegExp | undefined } | undefined {
  const start = STARTS.find(([pattern]) => pattern.test(content))
  if (start) return { ending: start[1] }
  return !interrupts && content.length < MAX_TAG && LONE_TAG.test(content) ? { ending: undefined } : undefined
}
