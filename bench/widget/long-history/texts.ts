/** Messages of very different lengths, plain and with some markdown. */
export const textOf = (at: number): string => {
  if (at % 2 === 0) return `Question ${at} ${'of a few words '.repeat(at % 9)}`
  const paragraphs = Array.from({ length: 1 + ((at * 7) % 4) }, (_, line) =>
    `Answer ${at}, **line ${line}**, with \`code\` and some more. `.repeat(2 + (at % 7)),
  )
  return paragraphs.join('\n\n')
}
