import type { Icon, IconOptions } from './icon.ts'
import { iconClass } from './icon-class.ts'

const namespace = 'http://www.w3.org/2000/svg'

/** The icon as an element, for code that builds nodes by hand. */
export function createIcon(drawing: Icon, options: IconOptions = {}): SVGSVGElement {
  const svg = document.createElementNS(namespace, 'svg')
  svg.setAttribute('viewBox', '0 0 20 20')
  svg.setAttribute('aria-hidden', 'true')
  svg.setAttribute('class', iconClass(drawing, options))
  const path = document.createElementNS(namespace, 'path')
  path.setAttribute('d', drawing.d)
  svg.append(path)
  return svg
}
