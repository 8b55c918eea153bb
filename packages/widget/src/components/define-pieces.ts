import { defineElement } from './define-element.ts'

const taken = (name: string): string => `The page has an element of its own named ${name}`
const warned = new Set<string>()

/**
 * Registers what a chat cannot do without. Throws where the page has an element of its own under one of the names: it
 * would stand in the chat, and draw nothing of it (EM4).
 */
export function definePieces(pieces: Readonly<Record<string, CustomElementConstructor>>): void {
  for (const [name, piece] of Object.entries(pieces)) {
    defineElement(name, piece)
    if (customElements.get(name) !== piece) throw new TypeError(taken(name))
  }
}

/** Registers what a chat can do without; where the page has taken its name, that is missing, and the page is warned once. */
export function definePiece(name: string, piece: CustomElementConstructor): boolean {
  const defined = defineElement(name, piece)
  if (!defined && customElements.get(name) !== piece && !warned.has(name)) {
    warned.add(name)
    console.warn(`chat-view: ${taken(name)}`)
  }
  return defined
}
