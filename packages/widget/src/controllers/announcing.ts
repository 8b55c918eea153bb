/** When an answer is read out: sentence by sentence while it comes, or whole once it is complete (UX2). */
export type Announcing = 'sentence' | 'end'

/** What a page has set on its element by `announce`; sentences are the default. */
export const announcingOf = (element: Element): Announcing =>
  element.getAttribute('announce') === 'end' ? 'end' : 'sentence'
