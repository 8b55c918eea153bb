/** One message as a person sees it. */
export type ScreenLine =
  | {
      readonly role: 'user'
      /** As a screen reader is told: `You`, in the language of the chat, or a name. */
      readonly author: string
      readonly text: string
      /** On its way, refused for good, or taken by the server. */
      readonly state: 'pending' | 'failed' | 'sent'
    }
  | {
      readonly role: 'assistant'
      readonly author: string
      /** As it is drawn, without its marks of markdown, and without reasoning. */
      readonly text: string
      readonly state: 'running' | 'done' | 'stopped' | 'interrupted' | 'blocked' | 'failed'
    }
  /** A message that was deleted: what stands in its place. */
  | { readonly role: null; readonly author: null; readonly text: string; readonly state: 'deleted' }

/** The titles of an answer's notice, for each way to end that is no failure. */
export interface EndingTitles {
  readonly done: readonly string[]
  readonly stopped: readonly string[]
  readonly interrupted: readonly string[]
  readonly blocked: readonly string[]
}

/** Reads messages of either side. It runs in the page, and so uses nothing from around it. */
export const readLines = (articles: HTMLElement[], titles: EndingTitles): ScreenLine[] => {
  const textsIn = (node: Element | ShadowRoot): string[] =>
    [...node.children].flatMap(child => {
      if (child.part.contains('message-text')) return [(child as HTMLElement).innerText.trim()]
      // Reasoning is folded, and no part of what was answered.
      if (child.localName === 'details') return []
      return [...(child.shadowRoot ? textsIn(child.shadowRoot) : []), ...textsIn(child)]
    })
  const stateOf = (answer: HTMLElement) => {
    if (answer.ariaBusy === 'true') return 'running'
    const notice = answer.querySelector(':scope > .notice')
    const title = notice?.querySelector('b')?.textContent?.trim() ?? ''
    const known = (['done', 'stopped', 'interrupted', 'blocked'] as const).find(state => titles[state].includes(title))
    if (known) return known
    return notice?.part.contains('message-error') ? 'failed' : 'done'
  }
  return articles.map((article): ScreenLine => {
    const author = article.ariaLabel ?? ''
    const text = textsIn(article).join('\n')
    if (article.part.contains('message-assistant')) return { role: 'assistant', author, text, state: stateOf(article) }
    if (!article.part.contains('message-user'))
      return { role: null, author: null, text: article.innerText.trim(), state: 'deleted' }
    const failed = article.querySelector('[part~="message-error"]') !== null
    const state = article.classList.contains('pending') ? 'pending' : failed ? 'failed' : 'sent'
    return { role: 'user', author, text, state }
  })
}
