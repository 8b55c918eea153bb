/** A text as a quotation in markdown, with the blank line that ends it. */
export const quotation = (text: string): string =>
  `${text
    .trim()
    .split(/\r\n|\r|\n/)
    .map(line => (line.trim() === '' ? '>' : `> ${line}`))
    .join('\n')}\n\n`

/** What stands between what is written before the caret and a quotation, which begins after a blank line. */
export const gapBefore = (written: string): string =>
  written === '' || written.endsWith('\n\n') ? '' : written.endsWith('\n') ? '\n' : '\n\n'

/** Puts a quotation where the caret of a field is. What is written there stays; what follows begins on a line of its own. */
export function quoteInto(field: HTMLTextAreaElement, text: string): void {
  const at = field.selectionEnd
  field.focus()
  field.setRangeText(gapBefore(field.value.slice(0, at)) + quotation(text), at, at, 'end')
  // As if it had been typed: the draft is kept, and the field grows.
  field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  field.scrollTop = field.scrollHeight
}
