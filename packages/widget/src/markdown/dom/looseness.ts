const INLINE = new Set(['A', 'BR', 'CODE', 'DEL', 'EM', 'SPAN', 'STRONG'])

/** Where an item's blocks stand: beside the mark of a task, or in the item itself. */
export const TASK_BODY = 'task-body'

/** Gives the texts of a list's items their paragraphs, or takes these away; the nodes of the texts stay the same. */
export function setLooseness(list: HTMLElement, loose: boolean): void {
  for (const item of list.children) {
    const last = item.lastElementChild
    const body = last?.className === TASK_BODY ? last : item
    if (loose) wrapTexts(body)
    else unwrapTexts(body)
  }
}

function wrapTexts(body: Element): void {
  let paragraph: HTMLElement | undefined
  for (const node of [...body.childNodes]) {
    if (node.nodeType !== 3 && !INLINE.has(node.nodeName)) paragraph = undefined
    else {
      if (!paragraph) {
        paragraph = body.ownerDocument.createElement('p')
        node.before(paragraph)
      }
      paragraph.append(node)
    }
  }
}

function unwrapTexts(body: Element): void {
  for (const child of [...body.children])
    if (child.nodeName === 'P' && child.className === '') child.replaceWith(...child.childNodes)
}
