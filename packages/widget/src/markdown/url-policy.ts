const SCHEME = /^([a-z][a-z0-9+.-]*):/i
/** Schemes that run script or read what the page can read: never allowed, whatever a host says. */
const ACTIVE = /^(?:javascript|vbscript|data|blob|file|filesystem|about):/i
const SAFE = /^(?:https?|mailto|tel):/i

/** What a browser would read: it drops control characters and spaces around, tabs and line endings within. */
export function cleanUrl(url: string): string {
  const encoded = encodeURI(url.toWellFormed().replace(/^[\p{Cc} ]+|[\p{Cc} ]+$|[\t\n\r]/gu, ''))
  const once = encoded.replace(/%25([0-9a-f]{2})/gi, '%$1')
  return once.replace(/^([a-z]+:\/\/)%5B([0-9a-f:.]+)%5D/i, '$1[$2]')
}

/** `http`, `https`, `mailto` and `tel`; addresses relative to the page only if asked for. */
export function isSafeUrlByScheme(url: string, relative: boolean): boolean {
  return SAFE.test(url) || (relative && !SCHEME.test(url))
}

/** Whether the address could run script or read local data. */
export function isActiveUrl(url: string): boolean {
  return ACTIVE.test(url)
}

/** The host of an image address (`example.com`, with its port if it has one), or undefined if it is none to load. */
export function imageHost(url: string, base: string): string | undefined {
  if (!URL.canParse(url, base)) return undefined
  const { protocol, host } = new URL(url, base)
  return protocol === 'https:' || protocol === 'http:' ? host : undefined
}
