import { escapeHtml } from './block-html.ts'

/** The nodes of a rendered text in the notation of the specifications' examples. */
export function domHtml(node: Node): string {
  return [...node.childNodes].map(nodeHtml).join('')
}

function nodeHtml(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return escapeHtml(node.nodeValue ?? '')
  if (!(node instanceof Element)) return ''
  const name = node.localName
  const inner = domHtml(node)
  if (name === 'figure') return `<pre>${codeHtml(node)}</pre>\n`
  if (name === 'p' && node.className === 'raw') return `${inner}\n`
  if (name === 'p' && isTight(node)) return `${inner}\n`
  if (name === 'br') return '<br />\n'
  if (name === 'hr') return '<hr />\n'
  if (name === 'div' || name === 'span') return inner
  if (name === 'img') return `<img${attributes(node, ['src', 'alt', 'title'])} />`
  if (name === 'i') return `<input${node.className === 'on' ? ' checked=""' : ''} disabled="" type="checkbox"> `
  return `<${name}${attributes(node, ['href', 'title', 'start', 'align'])}>${inner}</${name}>`
}

function codeHtml(figure: Element): string {
  const code = figure.querySelector('code')
  return code ? `<code${attributes(code, ['class'])}>${domHtml(code)}</code>` : ''
}

function attributes(element: Element, names: readonly string[]): string {
  return names
    .map(name => [name, element.getAttribute(name)])
    .filter(([, value]) => value !== null)
    .map(([name, value]) => ` ${name}="${escapeHtml(value ?? '')}"`)
    .join('')
}

/** The paragraphs of a tight list, which the specification leaves out. */
function isTight(paragraph: Element): boolean {
  const holder = paragraph.parentElement
  const item = holder?.localName === 'div' ? holder.parentElement : holder
  return item?.localName === 'li' && !item.parentElement?.hasAttribute('data-loose')
}
