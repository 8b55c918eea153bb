import type { Detector } from './detected.ts'

/** The check digit of card numbers. */
const passesLuhn = (digits: string): boolean => {
  let sum = 0
  for (let n = 0; n < digits.length; n++) {
    const digit = Number(digits[digits.length - 1 - n])
    const twice = digit * 2
    sum += n % 2 === 0 ? digit : twice > 9 ? twice - 9 : twice
  }
  return sum % 10 === 0
}

const isCard = (digits: string): boolean =>
  digits.length >= 13 && digits.length <= 19 && !/^0+$/.test(digits) && passesLuhn(digits)

// All the groups that stand together: which of them are the card is looked for within.
const run = /(?<![\p{L}\p{N}])\d+(?:[ -]\d+)*(?![\p{L}\p{N}])/gu
const group = /\d+/g

/** Numbers of payment cards: 13 to 19 digits, in groups or not, whose check digit is right. */
export const detectCard: Detector = function* (text) {
  for (const { index, 0: found } of text.matchAll(run)) {
    const groups = [...found.matchAll(group)].map(({ index: at, 0: own }) => ({ at, own }))
    for (let first = 0; first < groups.length; first++) {
      let digits = ''
      for (let last = first; last < groups.length && digits.length < 19; last++) {
        digits += groups[last]?.own ?? ''
        if (!isCard(digits)) continue
        const end = (groups[last]?.at ?? 0) + (groups[last]?.own.length ?? 0)
        yield { kind: 'CARD', start: index + (groups[first]?.at ?? 0), end: index + end }
        first = last
        break
      }
    }
  }
}
