import { findPhoneNumbersInText } from 'libphonenumber-js'
import type { PhoneFinder } from '../../ports/phone-finder.ts'

/** A plus or two zeros, and as many digits as a number with its country code has, with what may stand between them. */
const candidate = /(?:[+＋]|(?<!\d)00(?=[1-9]))\d(?:[ \u00a0()./-]{0,3}\d){6,14}/g

/** Longest spelling with an extension. */
const longest = 50

/** Questions for one text; what comes after looks enough like a number. The library is slow. */
const mostAsked = 500

/** By libphonenumber, which is asked only about what can be a number. */
export const findPhones: PhoneFinder = text => {
  const found: { start: number; end: number }[] = []
  let asked = 0
  for (const { index, 0: shape } of text.matchAll(candidate)) {
    const start = index
    if (++asked > mostAsked) {
      found.push({ start, end: start + shape.length })
      continue
    }
    const sign = shape.startsWith('00') ? 2 : 1
    // The library knows no `00`.
    const [first] = findPhoneNumbersInText(`+${text.slice(start + sign, start + longest)}`)
    if (first?.startsAt === 0) found.push({ start, end: start + sign - 1 + first.endsAt })
  }
  return found
}
