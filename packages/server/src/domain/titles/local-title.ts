import { bounds } from '@chat-view/protocol/codes'

const longest = 60

/** Code units of a message that can bear on its title: a long text costs no more than a short one. */
const glance = 1_000

/** The first letters, as people count them. One may be many code units long, and a title has a bound on those as well. */
const beginning = (line: string): string => {
  let kept = ''
  let count = 0
  for (const { segment } of new Intl.Segmenter().segment(line)) {
    if (count++ === longest || kept.length + segment.length >= bounds.title) break
    kept += segment
  }
  return kept
}

/** A title made of a first message without asking anybody: its first line, cut at a word (CV1). */
export const localTitle = (text: string): string => {
  const line =
    text
      .trimStart()
      .slice(0, glance)
      .toWellFormed()
      .split('\n')
      .map(part =>
        part
          .replace(/^[\s#>*_`~-]+|[\s*_`~]+$|\*\*|__|`/g, '')
          .replace(/\s+/g, ' ')
          .trim(),
      )
      .find(part => part !== '') ?? ''
  const cut = beginning(line)
  if (cut === line) return line || '…'
  const word = cut.replace(/\s+\S*$/, '')
  return `${word.length > cut.length / 2 ? word : cut}…`
}
