import type { Inline } from '../inline/inline.ts'
import { rareRules } from '../rare-rules.ts'
import { make, type Pen } from './make-element.ts'
import { makeLink } from './make-link.ts'

interface Shown {
  piece: Inline
  readonly node: Text | HTMLElement
  readonly inner: InlineView | undefined
}

/** Shows pieces as nodes; on a new reading it keeps every node that still fits. */
export class InlineView {
  readonly #pen: Pen
  readonly #inLink: boolean
  readonly #shown: Shown[] = []

  constructor(pen: Pen, inLink = false) {
    this.#pen = pen
    this.#inLink = inLink
  }

  /** Shows `pieces` from place `from` on; what is before stays untouched. */
  show(host: ParentNode & Node, pieces: readonly Inline[], from = 0): void {
    const after = this.#shown.at(-1)?.node.nextSibling ?? null
    const fresh = this.#pen.settings.document.createDocumentFragment()
    for (const [index, piece] of pieces.entries()) this.#showPiece(from + index, piece, fresh)
    for (const { node } of this.#shown.splice(from + pieces.length)) node.remove()
    if (fresh.hasChildNodes()) host.insertBefore(fresh, after)
  }

  #showPiece(index: number, piece: Inline, fresh: DocumentFragment): void {
    const old = this.#shown[index]
    if (old && this.#update(old, piece)) return
    const shown = this.#make(piece)
    this.#shown[index] = shown
    if (old) old.node.replaceWith(shown.node)
    else fresh.append(shown.node)
  }

  /** Changes a node to show another piece of its kind; false if it needs a new one. */
  #update(old: Shown, piece: Inline): boolean {
    if (!alike(old.piece, piece)) return false
    if ('children' in piece) old.inner?.show(old.node as HTMLElement, piece.children)
    else if ('text' in piece && 'text' in old.piece) {
      const node = old.node.nodeType === 3 ? old.node : old.node.firstChild
      setText(node as Text, old.piece.text, piece.text)
    }
    old.piece = piece
    return true
  }

  #make(piece: Inline): Shown {
    const pen = this.#pen
    const { document } = pen.settings
    switch (piece.kind) {
      case 'text':
        return { piece, node: document.createTextNode(piece.text), inner: undefined }
      case 'code':
        return {
          piece,
          node: make(pen, 'code', { dir: 'auto' }, document.createTextNode(piece.text)),
          inner: undefined,
        }
      case 'break':
        return { piece, node: make(pen, 'br'), inner: undefined }
      case 'claimed':
        return { piece, node: this.#draw(piece.text), inner: undefined }
      case 'image':
        return {
          piece,
          node: rareRules()?.makeImage(pen, piece, this.#inLink) ?? document.createTextNode(piece.alt),
          inner: undefined,
        }
      case 'link':
        return this.#fill(piece, makeLink(pen, piece), true)
      default:
        return this.#fill(piece, make(pen, piece.kind), this.#inLink)
    }
  }

  #draw(source: string): HTMLElement {
    const holder = make(this.#pen, 'span', { class: 'drawn' }, source)
    this.#pen.settings.extension?.draw(holder, source, '', this.#pen.signal)
    return holder
  }

  #fill(piece: Inline & { readonly children: readonly Inline[] }, node: HTMLElement, inLink: boolean): Shown {
    const inner = new InlineView(this.#pen, inLink)
    inner.show(node, piece.children)
    return { piece, node, inner }
  }
}

function alike(old: Inline, piece: Inline): boolean {
  if (old.kind !== piece.kind) return false
  if (piece.kind === 'claimed') return 'text' in old && old.text === piece.text
  if (!('url' in piece && 'url' in old)) return true
  const sameAlt = piece.kind !== 'image' || old.kind !== 'image' || old.alt === piece.alt
  return sameAlt && old.url === piece.url && old.title === piece.title
}

/** Writes only what is new, so that a selection in the text stays. */
export function setText(node: Text, old: string, text: string): void {
  if (text.startsWith(old)) {
    if (text.length > old.length) node.appendData(text.slice(old.length))
  } else node.data = text
}
