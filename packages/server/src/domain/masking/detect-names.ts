import type { Detector } from './detected.ts'

const word = /[\p{L}\p{M}\p{N}]+/gu

/** A word as names are compared: in any case, however its accents are written. */
const fold = (text: string): string => text.normalize('NFKC').toLowerCase()

const wordsOf = (text: string): string[] => (text.match(word) ?? []).map(fold)

/** Between two words of a name: a space, a hyphen, a dot with a space, a line's end. */
const gap = /^[\s\p{P}]{1,3}$/u

/** Names of a list as whole words, in any case. However long the list is, a text is walked once. */
export const detectNames = (names: readonly string[]): Detector => {
  const byFirst = new Map<string, string[][]>()
  for (const name of names) {
    const [first, ...rest] = wordsOf(name)
    if (first === undefined) continue
    const known = byFirst.get(first) ?? []
    known.push(rest)
    byFirst.set(first, known)
  }
  // Ada Lovelace before Ada.
  for (const known of byFirst.values()) known.sort((a, b) => b.length - a.length)

  return function* (text) {
    const found = [...text.matchAll(word)].map(({ index, 0: own }) => ({
      start: index,
      end: index + own.length,
      folded: fold(own),
    }))
    const follows = (at: number, rest: readonly string[]): boolean =>
      rest.every((part, n) => {
        const [before, own] = [found[at + n], found[at + n + 1]]
        return own?.folded === part && gap.test(text.slice(before?.end, own.start))
      })
    for (let at = 0; at < found.length; at++) {
      const rest = byFirst.get(found[at]?.folded ?? '')?.find(parts => follows(at, parts))
      if (rest === undefined) continue
      const [first, last] = [found[at], found[at + rest.length]]
      yield { kind: 'NAME', start: first?.start ?? 0, end: last?.end ?? 0 }
      at += rest.length
    }
  }
}
