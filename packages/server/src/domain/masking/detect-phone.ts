import type { PhoneFinder } from '../../ports/phone-finder.ts'
import type { Detector } from './detected.ts'

/**
 * As people write numbers of their own country: with a zero or an area code in parentheses before it, or in the groups of
 * North America. Which country it is cannot be known, so what looks like one is one: it is restored anyhow.
 */
const national =
  /(?<![\p{L}\p{N}+/.,-])(?:\(0?\d{1,5}\)[ -]?\d(?:[ ./-]?\d){4,11}|0\d(?:[ /-]?\d){5,12}|\d{3}[ .-]\d{3}[ .-]\d{4})(?![\p{L}\p{N}]|[.,:-]\d)/gu

/** Phone numbers: with a country code as `find` knows them, and as they are written within a country. */
export const detectPhone = (find: PhoneFinder): Detector =>
  function* (text) {
    for (const { start, end } of find(text)) yield { kind: 'PHONE', start, end }
    for (const { index, 0: found } of text.matchAll(national))
      yield { kind: 'PHONE', start: index, end: index + found.length }
  }
