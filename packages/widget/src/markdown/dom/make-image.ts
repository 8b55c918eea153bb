import type { Image } from '../inline/inline.ts'
import { imageHost } from '../url-policy.ts'
import { make, type Pen } from './make-element.ts'
import { makeLink, safeUrl } from './make-link.ts'

/**
 * An image that loads at once from an allowed host, else when its button is pressed, and is a link where it cannot be shown
 * then; inside a link only its words.
 */
export function makeImage(pen: Pen, image: Image, inLink: boolean): HTMLElement {
  const { document, imageHosts, isSafeUrl, strings } = pen.settings
  const words = image.alt || strings.image
  const src = safeUrl(image.url, isSafeUrl)
  const host = src === undefined ? undefined : imageHost(src, document.baseURI)
  const holder = make(pen, 'span', { class: 'image', part: 'image' })
  if (src === undefined || host === undefined) holder.append(words)
  else if (imageHosts.some(allowed => covers(allowed, host))) holder.append(makePicture(pen, image, src))
  else if (inLink) holder.append(words)
  else holder.append(makeButton(pen, image, src, host))
  return holder
}

function makePicture(pen: Pen, { alt, title }: Image, src: string): HTMLImageElement {
  const loading = { loading: 'lazy', decoding: 'async', referrerpolicy: 'no-referrer' }
  return make(pen, 'img', { ...loading, alt, title: title || undefined, src })
}

function makeButton(pen: Pen, image: Image, src: string, host: string): HTMLButtonElement {
  const { showImage, image: unnamed } = pen.settings.strings
  const words = image.alt || unnamed
  const button = make(
    pen,
    'button',
    { type: 'button', 'aria-label': `${showImage(host)}: ${words}` },
    make(pen, 'span', { class: 'alt', dir: 'auto' }, words),
    ' ',
    make(pen, 'span', { class: 'host soft', dir: 'ltr' }, host),
  )
  const { signal } = pen
  // The page's policy may keep it out.
  const fail = ({ target }: Event): void => {
    const link = makeLink(pen, image)
    link.append(...button.childNodes)
    replace(target as HTMLElement, link)
  }
  const load = (): void => {
    const picture = makePicture(pen, image, src)
    picture.tabIndex = -1
    picture.addEventListener('error', fail, { signal })
    replace(button, picture)
  }
  button.addEventListener('click', load, { signal })
  return button
}

/** Puts another element in its place, which gets the focus if it had it. */
function replace(element: HTMLElement, other: HTMLElement): void {
  const focused = element.matches(':focus')
  element.replaceWith(other)
  if (focused) other.focus({ preventScroll: true })
}

function covers(allowed: string, host: string): boolean {
  return allowed.startsWith('*.') ? host.endsWith(allowed.slice(1)) : host === allowed
}
