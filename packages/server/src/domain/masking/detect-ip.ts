import type { Detected, Detector } from './detected.ts'

const isV4 = (text: string): boolean =>
  text.split('.').every(octet => /^(?:0|[1-9]\d{0,2})$/.test(octet) && Number(octet) < 256)

const four = /(?:\d{1,3}\.){3}\d{1,3}/
const v4 = new RegExp(`(?<![\\p{L}\\p{N}.])${four.source}(?![\\p{L}\\p{N}]|\\.\\d)`, 'gu')
const fourLast = new RegExp(`${four.source}$`)

const groupsOf = (side: string): string[] | null => {
  const groups = side === '' ? [] : side.split(':')
  return groups.every(group => /^[0-9a-f]{1,4}$/i.test(group)) ? groups : null
}

/** Eight groups, or fewer around one `::`; the last two may be written as an address of version 4. */
const isV6 = (text: string): boolean => {
  const [before, after, ...more] = text.replace(fourLast, tail => (isV4(tail) ? '0:0' : tail)).split('::')
  const [head, rest] = [groupsOf(before ?? ''), groupsOf(after ?? '')]
  if (head === null || rest === null || more.length > 0) return false
  const groups = head.length + rest.length
  return after === undefined ? groups === 8 : groups > 0 && groups < 8
}

const run = /[0-9A-Fa-f:.]+/g
const longest = 60
const ofWord = /[\p{L}\p{N}]/u

/** A run may begin with the end of a word and its colon, and end with what ends a sentence. */
const v6In = (text: string, index: number, found: string): Detected | null => {
  if (found.length > longest || !found.includes(':') || ofWord.test(text[index + found.length] ?? '')) return null
  const cut = ofWord.test(text[index - 1] ?? '') ? found.indexOf(':') : 0
  const own = found.slice(cut).replace(/(?<=[^:])[.:]$/, '')
  const skipped = /^:(?!:)/.test(own) ? 1 : 0
  const start = index + cut + skipped
  return isV6(own.slice(skipped)) ? { kind: 'IP', start, end: index + cut + own.length } : null
}

/** Addresses of the internet protocol, of both versions. */
export const detectIp: Detector = function* (text) {
  for (const { index, 0: found } of text.matchAll(v4))
    if (isV4(found)) yield { kind: 'IP', start: index, end: index + found.length }
  for (const { index, 0: found } of text.matchAll(run)) {
    const address = v6In(text, index, found)
    if (address !== null) yield address
  }
}
