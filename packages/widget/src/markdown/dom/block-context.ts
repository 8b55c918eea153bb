import type { Block } from '../blocks/block.ts'
import type { BlockParser } from '../blocks/block-parser.ts'
import type { BlockView } from './block-view.ts'
import type { Place } from './child-views.ts'
import type { Pen } from './make-element.ts'

/** Makes the view of a block. */
export type MakeView = (context: BlockContext, place: Place, block: Block) => BlockView

/** What the views of one text's blocks share. */
export interface BlockContext extends Pen {
  readonly parser: BlockParser
  /** For blocks that hold others, which need not know all kinds. */
  readonly makeView: MakeView
  /** Texts that used labels without a definition: read again at the end, where a definition came later. */
  readonly unresolved: { readonly texts: (() => void)[]; length: number }
}
