import type { Item } from './block.ts'

const MARK = /^\[([ xX])\][ \t]+(?=\S)/

/** Takes `[ ]` or `[x]` off the first paragraph of an item and notes it there. */
export function takeTaskMark(item: Item, text: string): string {
  const match = item.children.length === 1 ? MARK.exec(text) : null
  if (!match) return text
  item.task = match[1] === ' ' ? 'open' : 'done'
  return text.slice(match[0].length)
}
