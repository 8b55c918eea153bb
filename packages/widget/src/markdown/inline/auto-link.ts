interface AutoLink {
  readonly url: string
  readonly label: string
  readonly end: number
}

const ANGLED = /<([a-z][a-z0-9+.-]{1,31}:[^\s<>\p{Cc}]*)>/iuy
const LABELS = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
const ANGLED_EMAIL = new RegExp(`<([\\w.!#$%&'*+/=?^\`{|}~-]+@${LABELS}(?:\\.${LABELS})*)>`, 'iy')
const BARE = /https?:\/\/|www\./iy
const REST = /[^\s<]+/y
/** Longer names there are none; reading more would let many beginnings cost the square of their length. */
const MAX_DOMAIN = 253
const DOMAIN = /^[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*/u
const MAY_PRECEDE = /^[\s*_~(]?$/
const EMAIL_HOST = /@[a-z0-9_-]+(?:\.[a-z0-9_-]+)+/iy
const EMAIL_NAME = /[a-z0-9._+-]/i
const MAX_EMAIL_NAME = 256

/** `<https://…>` or `<name@host>`. */
export function scanAngledLink(text: string, at: number): AutoLink | undefined {
  const label = match(ANGLED, text, at)
  if (label !== undefined) return { url: label, label, end: at + label.length + 2 }
  const address = match(ANGLED_EMAIL, text, at)
  return address === undefined ? undefined : { url: `mailto:${address}`, label: address, end: at + address.length + 2 }
}

/** A web address in plain text: `https://…`, `http://…` or `www.…`. */
export function scanBareLink(text: string, at: number): AutoLink | undefined {
  BARE.lastIndex = at
  if (!MAY_PRECEDE.test(text.charAt(at - 1)) || !BARE.test(text)) return undefined
  const start = BARE.lastIndex
  const domain = DOMAIN.exec(text.slice(start, start + MAX_DOMAIN + 1))?.[0] ?? ''
  const ending = domain.split('.').slice(-2).join('')
  if (domain === '' || domain.length > MAX_DOMAIN || ending.includes('_')) return undefined
  REST.lastIndex = start
  const label = text.slice(at, start + linkLength(REST.exec(text)?.[0] ?? ''))
  return { url: /^w/i.test(label) ? `http://${label}` : label, label, end: at + label.length }
}

/** A mail address around the `@` at `at`: how much of the text before it belongs to it, and where it ends. */
export function scanBareEmail(text: string, at: number): { before: number; end: number } | undefined {
  let start = at
  while (at - start < MAX_EMAIL_NAME && EMAIL_NAME.test(text.charAt(start - 1))) start--
  if (start === at || text[start - 1] === '\\') return undefined
  EMAIL_HOST.lastIndex = at
  const host = EMAIL_HOST.exec(text)?.[0]
  return host && !/[-_]$/.test(host) ? { before: at - start, end: at + host.length } : undefined
}

/** Leaves off closing punctuation, parentheses without a partner, and what looks like an entity. */
function linkLength(rest: string): number {
  let surplus = 0
  for (const char of rest) surplus += char === ')' ? 1 : char === '(' ? -1 : 0
  let end = rest.length
  for (;;) {
    const char = rest.charAt(end - 1)
    if (/[?!.,:*_~'"]/.test(char)) end--
    else if (char === ')' && surplus > 0) {
      end--
      surplus--
    } else if (char === ';') end -= /&[a-z0-9]{1,31};$/i.exec(rest.slice(Math.max(0, end - 33), end))?.[0].length ?? 1
    else return end
  }
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[1]
}
