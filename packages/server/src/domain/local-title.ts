const longest = 60

/** A title made of a first message without asking anybody: its first line, cut at a word (CV1). */
export const localTitle = (text: string): string => {
  const line =
    text
      .split('\n')
      .map(part =>
        part
          .replace(/^[\s#>*_`~-]+|[\s*_`~]+$|\*\*|__|`/g, '')
          .replace(/\s+/g, ' ')
          .trim(),
      )
      .find(part => part !== '') ?? ''
  const letters = [...new Intl.Segmenter().segment(line)].map(({ segment }) => segment)
  if (letters.length <= longest) return line || '…'
  const cut = letters.slice(0, longest).join('')
  const word = cut.replace(/\s+\S*$/, '')
  return `${word.length > cut.length / 2 ? word : cut}…`
}
