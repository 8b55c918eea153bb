/** Code units of one text that are looked at; of what is longer the rest is not found. */
const longestText = 100_000

/** Code units of one term; a longer word is found by its beginning. */
const longestTerm = 64

/** A word: letters, digits and underscores, with their marks and with what is not seen within a word. */
const runs = /[\p{L}\p{N}_][\p{L}\p{N}\p{M}_\u00ad\u200c\u200d]*/gu

// Most of what is written is ASCII, and a send pays for each microsecond.
const plainText = /^[\0-\x7f]*$/
const plainRuns = /\w+/g

/** Scripts that write without spaces between words, and Hangul, where what is meant is a part of what is written. */
const unspaced =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u

/** One letter with all that belongs to it: a syllable of Hangul in pieces, a letter with its marks. */
const letters =
  /[\u1100-\u115f\ua960-\ua97c]+[\u1160-\u11a7\ud7b0-\ud7c6]*[\u11a8-\u11ff\ud7cb-\ud7fb]*\p{M}*|.[\p{M}\uff9e\uff9f]*/gsu

/** Marks that change how a letter is read, not which it is: accents, Hebrew and Arabic vowels, how an emoji looks. */
const accents =
  /(?=\p{M})(?![\u3099\u309a])[\p{sc=Inherited}\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Hebrew}\p{sc=Arabic}]|[\u00ad\u0640\u200c]|\u200d/gu

/** Letters that Unicode takes for letters of their own, and people for spellings. */
const spellings: Readonly<Record<string, string>> = {
  ß: 'ss',
  ς: 'σ',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
}

const plain = /^\w*$/

/** Letters of one spelling, without case and marks. */
const settled = /^[\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff\uac00-\ud7a3\u0e01-\u0e2e]$/

/** Lower case, without accents, in one spelling: what is written differently and read alike is found alike. */
export const fold = (text: string): string => {
  if (plain.test(text)) return text.toLowerCase()
  if (settled.test(text)) return text
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(accents, '')
    .replace(/[ßςæœøłđı]/g, letter => spellings[letter] ?? letter)
    .normalize('NFKC')
}

/** At most so long, and never half a pair. */
const cut = (term: string): string => {
  if (term.length <= longestTerm) return term
  const last = term.charCodeAt(longestTerm - 1)
  return term.slice(0, last >= 0xd800 && last < 0xdc00 ? longestTerm - 1 : longestTerm)
}

/** One word as it stands in a text: what it is called in the index, and where it is. */
export interface Word {
  readonly term: string
  /** UTF-16 code units of the text. */
  readonly start: number
  readonly end: number
  /** It is one letter of a script without spaces. */
  readonly letter: boolean
}

/** What one letter or ligature stands for can be several words: `½` is `1` and `2`. */
function* named(written: string, start: number, letter: boolean): Generator<Word> {
  const end = start + written.length
  const folded = fold(written)
  if (plain.test(folded) || settled.test(folded)) {
    if (folded !== '') yield { term: cut(folded), start, end, letter }
    return
  }
  for (const [term] of folded.matchAll(runs)) yield { term: cut(term), start, end, letter }
}

/** The words of a text in order; of scripts without spaces each letter. */
export function* wordsOf(text: string): Generator<Word> {
  const shown = text.length > longestText ? text.slice(0, longestText) : text
  for (const { 0: run, index } of shown.matchAll(plainText.test(shown) ? plainRuns : runs)) {
    if (plain.test(run)) {
      yield { term: cut(run.toLowerCase()), start: index, end: index + run.length, letter: false }
      continue
    }
    if (!unspaced.test(run)) {
      yield* named(run, index, false)
      continue
    }
    let start = 0
    for (const { 0: letter, index: at } of run.matchAll(letters)) {
      if (!unspaced.test(letter)) continue
      if (start < at) yield* named(run.slice(start, at), index + start, false)
      yield* named(letter, index + at, true)
      start = at + letter.length
    }
    if (start < run.length) yield* named(run.slice(start), index + start, false)
  }
}

/** Two letters that stand side by side in a text: what is meant is mostly such a pair. */
export const pairOf = (one: Word | undefined, other: Word | undefined): string | null =>
  one?.letter === true && other?.letter === true && one.end === other.start ? one.term + other.term : null
