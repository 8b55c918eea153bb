import type { Link } from '../inline/inline.ts'
import { cleanUrl, isActiveUrl } from '../url-policy.ts'
import { make, type Pen } from './make-element.ts'

/** Longer addresses and titles are none that anybody wrote; many uses of one could fill the memory. */
const MAX_URL = 2048

/** The element of a link; a refused address leaves only the text. */
export function makeLink(pen: Pen, { url, title }: Pick<Link, 'url' | 'title'>): HTMLElement {
  const { isSafeUrl, onLink } = pen.settings
  const href = safeUrl(url, isSafeUrl)
  if (href === undefined) return make(pen, 'span')
  const rel = 'noopener noreferrer nofollow ugc'
  const link = make(pen, 'a', { href, rel, target: '_blank', title: title.slice(0, MAX_URL) || undefined })
  link.addEventListener('click', event => onLink(event, href), { signal: pen.signal })
  return link
}

/** The address as it may be used, or undefined if it may not. */
export function safeUrl(url: string, isSafeUrl: (url: string) => boolean): string | undefined {
  if (url.length > MAX_URL) return undefined
  const href = cleanUrl(url)
  return !isActiveUrl(href) && isSafeUrl(href) ? href : undefined
}
