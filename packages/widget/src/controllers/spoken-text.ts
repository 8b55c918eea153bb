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

const endsBlock = /\n[^\n]*$/

/**
 * The part of a growing text that can be said by now: up to its last finished sentence or line. Sentences are the
 * language's own, as far as the browser knows them.
 */
export const finishedSentences = (text: string, language: string): string => {
  const lines = endsBlock.exec(text)
  const settled = lines ? text.slice(0, lines.index + 1) : ''
  const open = text.slice(settled.length)
  const sentences = [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(open)]
  // The last one may go on.
  const finished = sentences.slice(0, -1).map(({ segment }) => segment)
  return settled + finished.join('')
}
