/** Characters of a token, as the chunks of a stream bring them. */
export const tokenLength = 4

const words =
  'the answer depends on how many readers a thread has and on what each of them has seen so far while a slow one waits for its turn and nobody else does'.split(
    ' ',
  )

const sentence = (from: number, length: number): string =>
  `${Array.from({ length }, (_, at) => words[(from * 7 + at * 3) % words.length]).join(' ')}.`

const section = (number: number): string =>
  [
    `## Part ${number}: ${sentence(number, 4)}`,
    `${sentence(number, 14)} It **${sentence(number + 1, 3)}** and *${words[number % words.length]}* ${sentence(number + 2, 22)} See [the notes](https://example.com/${number}) and \`value_${number}\`, ${sentence(number + 3, 12)}`,
    `- ${sentence(number, 9)}\n- **${words[number % words.length]}**: ${sentence(number + 4, 12)}\n  - ${sentence(number + 5, 7)}\n- ${sentence(number + 6, 10)}`,
    sentence(number + 7, 40),
    `\`\`\`ts\nconst part = ${number}\n${Array.from({ length: 12 }, (_, line) => `  if (part > ${line}) write('${words[line % words.length]}', ${number * line}) // ${sentence(line, 4)}`).join('\n')}\n\`\`\``,
    `| name | value | what |\n|---|--:|---|\n${Array.from({ length: 5 }, (_, row) => `| ${words[row]} | ${row * number} | ${sentence(row, 5)} |`).join('\n')}`,
    `1. ${sentence(number + 8, 12)}\n2. ${sentence(number + 9, 15)}\n3. ${sentence(number + 10, 9)}`,
    `> ${sentence(number + 11, 18)}`,
  ].join('\n\n')

/** A long answer as models write them, with every kind of block; always the same. */
export const sampleAnswer = (tokens: number): string => {
  const length = tokens * tokenLength
  let text = ''
  for (let number = 1; text.length < length; number++) text += `${section(number)}\n\n`
  return text.slice(0, length)
}
