import type { Block } from '../blocks/block.ts'

/** Shows one block while it grows. */
export interface BlockView {
  /** Shows the block as it is now. */
  update(block: Block): void
  remove(): void
}

/** Views can be kept for a block exactly as long as this stays the same. */
export function viewKey(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `heading ${block.level}`
    case 'code':
      return `code ${block.info}`
    case 'list':
      return `list ${block.start} ${hasTasks(block.children)}`
    case 'item':
      return `item ${block.task}`
    default:
      return block.kind
  }
}

/** A list is one of tasks if its first item is one. */
export function hasTasks(items: readonly Block[]): boolean {
  const first = items[0]
  return first?.kind === 'item' && first.task !== 'none'
}
