/** What a screen reader should say of markdown: its words, without the marks that draw it (UX2). */
export const spokenText = (markdown: string): string =>
  markdown
    .replace(/^ {0,3}(`{3,}|~{3,})[^\n]*$/gm, '')
    .replace(/!?\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
    .replace(/^ {0,3}(?:#{1,6} +|> ?|[-*+] +(?:\[[ xX]\] +)?|\d{1,9}[.)] +)/gm, '')
    .replace(/^ *\|?(?: *:?-+:? *\|)+ *:?-*:? *$/gm, '')
    .replace(/^ *\||\| *$/gm, '')
    .replace(/ *\| */g, ', ')
    .replace(/(\*\*|__|~~|`+)(?=\S)|(?<=\S)(\*\*|__|~~|`+)/g, '')
    .replace(/(?<![\p{L}\p{N}*])\*(?=\S)|(?<=\S)\*(?![\p{L}\p{N}*])/gu, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n\s*/g, '\n')
    .trim()

/**
 * How much of a growing text can be said by now: up to its last finished sentence or line. `from` is where the last one
 * ended. Sentences are the language's own, as far as the browser knows them.
 */
export const settledLength = (text: string, from: number, language: string): number => {
  const line = Math.max(from, text.lastIndexOf('\n') + 1)
  const sentences = [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text.slice(line))]
  // The last one may go on.
  return line + (sentences.at(-1)?.index ?? 0)
}
