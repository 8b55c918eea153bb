/** What a screen reader should say of markdown: its words, without the marks that draw it (UX2). */
export const spokenText = (markdown: string): string =>
  markdown
    .replace(/^ {0,3}(`{3,}|~{3,})[^\n]*$/gm, '')
    .replace(/!?\[([^[\]\n]*)\]\((?:[^()\n]|\([^()\n]*\))*\)/g, '$1')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/^ ?(?:#{1,6} |> ?|[-*+] (?:\[[ xX]\] )?|\d{1,9}[.)] )/gm, '')
    .replace(/^(?:[-: ]*\|)+[-: ]*$|^ ?\||\| ?$/gm, '')
    .replace(/ ?\| ?/g, ', ')
    .replace(/(\*\*|__|~~|`+)(?=\S)|(?<=\S)(\*\*|__|~~|`+)/g, '')
    .replace(/(?<![\p{L}\p{N}*])\*(?=\S)|(?<=\S)\*(?![\p{L}\p{N}*])/gu, '')
    .replace(/ ?\n\s*/g, '\n')
    .trim()

/** Of a text without an end of a sentence so much is said at once: who hears it waits no longer, and looking stays cheap. */
const most = 2_000

/** No character of two units is cut. */
const wholeCharacters = (text: string): number => text.length - Number(/[\ud800-\udbff]$/.test(text))

/**
 * How much of a growing text can be said by now: up to its last finished sentence or line. `from` is where the last one
 * ended. Sentences are the language's own, as far as the browser knows them.
 */
export const settledLength = (text: string, from: number, language: string): number => {
  const line = Math.max(from, text.lastIndexOf('\n') + 1)
  const open = text.slice(line, line + most)
  const sentences = [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(open)]
  // The last one may go on.
  return line + (sentences.at(-1)?.index || (open.length < most ? 0 : wholeCharacters(open)))
}
