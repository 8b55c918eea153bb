import type { Block, Item, List, Row, Table } from '../blocks/block.ts'
import type { BlockParser } from '../blocks/block-parser.ts'
import { visibleLines } from '../blocks/visible-lines.ts'
import type { Inline } from '../inline/inline.ts'
import { parseInline } from '../inline/inline-parser.ts'

/** Writes a finished tree in the notation of the CommonMark examples; raw HTML comes out as text. */
export function blockHtml(parser: BlockParser): string {
  const inline = (text: string): string => inlineHtml(parseInline(text.trimEnd(), parser.references).pieces)
  const blocks = (children: readonly Block[], tight = false): string =>
    children.map(child => block(child, tight)).join('')

  function block(node: Block, tight: boolean): string {
    switch (node.kind) {
      case 'root':
        return blocks(node.children)
      case 'quote':
        return `<blockquote>\n${blocks(node.children)}</blockquote>\n`
      case 'list':
        return list(node)
      case 'item':
        return item(node, tight)
      case 'paragraph':
        if (node.text.trim() === '') return ''
        return tight ? `${inline(node.text)}\n` : `<p>${inline(node.text)}</p>\n`
      case 'heading':
        return `<h${node.level}>${inline(node.text)}</h${node.level}>\n`
      case 'code': {
        const language = node.info.split(/\s/)[0]
        const attribute = language ? ` class="language-${escapeHtml(language)}"` : ''
        const lines = node.lines.slice(0, node.fence ? undefined : visibleLines(node.lines)).map(line => `${line}\n`)
        return `<pre><code${attribute}>${escapeHtml(lines.join(''))}</code></pre>\n`
      }
      case 'html':
        return `${escapeHtml(node.lines.join('\n').trimEnd())}\n`
      case 'rule':
        return '<hr />\n'
      case 'table':
        return table(node)
      case 'row':
        return ''
    }
  }

  function list(node: List): string {
    const name = node.start === undefined ? 'ul' : 'ol'
    const start = node.start === undefined || node.start === 1 ? '' : ` start="${node.start}"`
    return `<${name}${start}>\n${blocks(node.children, !node.loose)}</${name}>\n`
  }

  function item(node: Item, tight: boolean): string {
    const mark =
      node.task === 'none' ? '' : `<input${node.task === 'done' ? ' checked=""' : ''} disabled="" type="checkbox"> `
    return `<li>${mark}${blocks(node.children, tight)}</li>\n`
  }

  function table(node: Table): string {
    const [header, ...rows] = node.children.filter(row => row.kind === 'row').map(row => cells(row, node))
    const row = (name: string, texts: string[] = []): string =>
      `<tr>${texts.map(text => text.replaceAll('{}', name)).join('')}</tr>`
    const body = rows.length > 0 ? `<tbody>${rows.map(texts => row('td', texts)).join('')}</tbody>` : ''
    return `<table><thead>${row('th', header)}</thead>${body}</table>\n`
  }

  function cells(row: Row, { align }: Table): string[] {
    return row.cells.map((cell, column) => {
      const side = align[column] ?? 'none'
      return `<{}${side === 'none' ? '' : ` align="${side}"`}>${inline(cell)}</{}>`
    })
  }

  return blocks(parser.root.children)
}

/** Writes the pieces of a block's text. */
export function inlineHtml(pieces: readonly Inline[]): string {
  return pieces.map(pieceHtml).join('')
}

function pieceHtml(piece: Inline): string {
  switch (piece.kind) {
    case 'text':
      return escapeHtml(piece.text)
    case 'code':
      return `<code>${escapeHtml(piece.text)}</code>`
    case 'claimed':
      return escapeHtml(piece.text)
    case 'break':
      return '<br />\n'
    case 'link':
      return `<a href="${address(piece.url)}"${title(piece.title)}>${inlineHtml(piece.children)}</a>`
    case 'image':
      return `<img src="${address(piece.url)}" alt="${escapeHtml(piece.alt)}"${title(piece.title)} />`
    default:
      return `<${piece.kind}>${inlineHtml(piece.children)}</${piece.kind}>`
  }
}

function title(value: string): string {
  return value === '' ? '' : ` title="${escapeHtml(value)}"`
}

function address(url: string): string {
  return escapeHtml(encodeURI(url.toWellFormed()).replace(/%25([0-9a-f]{2})/gi, '%$1'))
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
