export interface Text {
  readonly kind: 'text'
  readonly text: string
}

export interface CodeSpan {
  readonly kind: 'code'
  readonly text: string
}

export interface HardBreak {
  readonly kind: 'break'
}

export interface Styled {
  readonly kind: 'em' | 'strong' | 'del'
  readonly children: readonly Inline[]
}

export interface Link {
  readonly kind: 'link'
  readonly url: string
  readonly title: string
  readonly children: readonly Inline[]
}

export interface Image {
  readonly kind: 'image'
  readonly url: string
  readonly title: string
  readonly alt: string
}

/** What a plug-in draws; the text is its source, with the signs around it. */
export interface Claimed {
  readonly kind: 'claimed'
  readonly text: string
}

/** One piece of the text inside a block. */
export type Inline = Text | CodeSpan | HardBreak | Styled | Link | Image | Claimed

/** Styles, links and images nest no deeper than this; what is deeper stays text. */
export const MAX_NESTING = 100

const depths = new WeakMap<readonly Inline[], number>()

/** How deep the pieces nest; remembered, so that building from the inside stays linear. */
export function nesting(pieces: readonly Inline[]): number {
  let depth = depths.get(pieces)
  if (depth === undefined) {
    depth = 0
    for (const piece of pieces) if ('children' in piece) depth = Math.max(depth, 1 + nesting(piece.children))
    depths.set(pieces, depth)
  }
  return depth
}

/** The text of the pieces, without their styles. */
export function plainText(pieces: readonly Inline[]): string {
  return pieces.map(pieceText).join('')
}

function pieceText(piece: Inline): string {
  if (piece.kind === 'break') return '\n'
  if (piece.kind === 'image') return piece.alt
  return 'children' in piece ? plainText(piece.children) : piece.text
}
