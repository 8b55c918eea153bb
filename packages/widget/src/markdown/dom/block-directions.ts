const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u
const LETTER = /\p{L}/u
/** How much of a block is looked at for its first letter: texts, and characters of each. */
const MAX_TEXTS = 50
const MAX_LENGTH = 1_000

/**
 * Gives each outermost block the direction of its first letter, and so keeps bidirectional controls inside it.
 * Not `dir="auto"`: with it, browsers look through all children of a block at each one that is added.
 */
export class BlockDirections {
  readonly #target: HTMLElement
  #first: Element | null = null

  constructor(target: HTMLElement) {
    this.#target = target
  }

  /** Looks at the blocks that are new or may have changed. */
  update(): void {
    let block = this.#first?.parentNode === this.#target ? this.#first : this.#target.firstElementChild
    for (; block; block = block.nextElementSibling) if (block.nodeName !== 'FIGURE') setDirection(block)
    // A line that still grows opens no more than the last two blocks again.
    this.#first = this.#target.lastElementChild?.previousElementSibling?.previousElementSibling ?? null
  }
}

function setDirection(block: Element): void {
  const direction = directionOf(block)
  if (direction && block.getAttribute('dir') !== direction) block.setAttribute('dir', direction)
  else if (!direction) block.removeAttribute('dir')
}

function directionOf(block: Element): 'ltr' | 'rtl' | undefined {
  const texts = block.ownerDocument.createTreeWalker(block, NodeFilter.SHOW_TEXT)
  for (let count = 0; count < MAX_TEXTS; count++) {
    const node = texts.nextNode()
    const letter = LETTER.exec(node?.nodeValue?.slice(0, MAX_LENGTH) ?? '')?.[0]
    if (letter) return RIGHT_TO_LEFT.test(letter) ? 'rtl' : 'ltr'
  }
  return undefined
}
