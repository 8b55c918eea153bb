import type { Detector } from './detected.ts'

const inLocal = /[\p{L}\p{M}\p{N}.!#$%&'*+/=?^_`{|}~-]/u
const inDomain = /[\p{L}\p{M}\p{N}.-]/u
const longestLocal = 64
const longestDomain = 253
const domain = /^(?:[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?\.)+[\p{L}\p{M}]{2,24}/u

/** Addresses of e-mail: from each `@` to both sides, so that a long text without one costs nothing. */
export const detectEmail: Detector = function* (text) {
  let from = 0
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    let start = at
    while (start > from && at - start < longestLocal && inLocal.test(text[start - 1] ?? '')) start--
    // What stands around an address is no part of it.
    while (start < at && /[.'`*_{|~=/]/.test(text[start] ?? '')) start++
    let end = at + 1
    while (end < text.length && end - at <= longestDomain && inDomain.test(text[end] ?? '')) end++
    const [host] = domain.exec(text.slice(at + 1, end)) ?? []
    if (start === at || host === undefined) continue
    from = at + 1 + host.length
    yield { kind: 'EMAIL', start, end: from }
  }
}
