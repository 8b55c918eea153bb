import type { SeededRandom } from './seeded-random.ts'

/** Text that breaks where it is cut carelessly: pairs, joined emoji, combining marks, right-to-left, wide letters. */
const words = [
  '👩‍👩‍👧‍👦',
  '🏳️‍🌈',
  '𝒳𝒴',
  'e\u0301a\u0308',
  'z\u0338\u0327\u031b',
  'שלום',
  'مَرْحَبًا',
  'नमस्ते',
  '漢字かな',
  '\u200fabc\u200e',
  'plain words',
  '**bold**',
  '\n\n',
  'x',
]

/** So many words of it, in an order of their own. */
export const hardText = (random: SeededRandom, count: number): string =>
  Array.from({ length: count }, (_, at) => `${at} ${random.pick(words)} `).join('')

/** Cuts a text at any code unit, also inside a surrogate pair. */
export const cutAnywhere = (random: SeededRandom, text: string, longest: number): string[] => {
  const pieces: string[] = []
  for (let at = 0; at < text.length; ) {
    const end = at + 1 + random.below(longest)
    pieces.push(text.slice(at, end))
    at = end
  }
  return pieces
}
