/** What stands where something was left out. */
const markOf = (characters: number): string =>
  `\n[… ${characters} characters left out here: the text is longer than what can be read at once …]\n`

/** Of what is kept of a text, the share that is its beginning: a question often says at its end what it wants. */
const headShare = { middle: 0.5, start: 0 } as const

/** Less than this says nothing. */
const leastKept = 40
const mostTries = 6

const cutAt = (text: string, keep: number, at: keyof typeof headShare): string => {
  const head = Math.floor(keep * headShare[at])
  const tail = keep - head
  const [first, last] = [text.slice(0, head).toWellFormed(), text.slice(text.length - tail).toWellFormed()]
  // Half a code point at a cut says nothing.
  return first.replace(/\ufffd$/, '') + markOf(text.length - keep) + last.replace(/^\ufffd/, '')
}

/** A text with its middle or its start left out, so that it takes no more than so many tokens. */
export interface CutText {
  readonly text: string
  readonly tokens: number
}

/**
 * Cuts a text that takes too many tokens; null when too little of it would be left.
 *
 * @param tokens what the whole takes
 */
export const cutText = async (
  text: string,
  { tokens, room, at }: { tokens: number; room: number; at: keyof typeof headShare },
  measure: (text: string) => Promise<number>,
): Promise<CutText | null> => {
  let keep = Math.floor(text.length * Math.min(1, room / tokens))
  for (let n = 0; n < mostTries; n++) {
    // The mark takes its place too.
    keep = Math.min(Math.floor(keep * 0.95) - 20, text.length - 1)
    if (keep < leastKept) return null
    const cut = cutAt(text, keep, at)
    const left = await measure(cut)
    if (left <= room) return { text: cut, tokens: left }
    keep = Math.floor(keep * Math.min(1, room / left))
  }
  return null
}
