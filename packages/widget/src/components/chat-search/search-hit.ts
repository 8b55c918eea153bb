import type { SearchResult, Snippet } from '@chat-view/sdk'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../icons/icon.ts'
import { archiveIcon } from '../../icons/opening.ts'
import type { Localisation } from '../../locales/localisation.ts'

export interface HitOptions {
  readonly words: Localisation
  readonly result: SearchResult
  readonly now: number
  /** The page's address of the thread; null where threads have none. */
  readonly address: string | null
  readonly open: (event: MouseEvent) => void
}

/** A text with what was found in it marked, as nodes (SE6). */
export function marked({ text, ranges }: Snippet): readonly (string | TemplateResult)[] {
  const pieces: (string | TemplateResult)[] = []
  let at = 0
  for (const [start, end] of ranges) {
    if (end <= at) continue
    if (start > at) pieces.push(text.slice(at, start))
    pieces.push(html`<mark>${text.slice(Math.max(at, start), end)}</mark>`)
    at = end
  }
  return [...pieces, text.slice(at)]
}

/** One thing that was found: its thread, and the words around it. */
export function searchHit({ words, result, now, address, open }: HitOptions): TemplateResult {
  const { title, snippet, archived, at } = result
  const inner = html`<span class="row"
      ><b class="grow cut" dir="auto">${title === null ? words.text('thread.untitled') : marked(title)}</b>${
        archived
          ? html`<span class="kept" title=${words.text('threads.archived')}
              >${icon(archiveIcon, { small: true })}<span class="unseen">${words.text('threads.archived')}</span></span
            >`
          : nothing
      }<time class="num xs soft" datetime=${new Date(at).toISOString()} title=${words.timestamp(at)}>${words.shortDate(at, now)}</time></span
    >${snippet === null ? nothing : html`<span class="words" dir="auto">${marked(snippet)}</span>`}`
  return html`<li>
    ${
      address === null
        ? html`<button type="button" class="hit" @click=${open}>${inner}</button>`
        : html`<a class="hit" href=${address} @click=${open}>${inner}</a>`
    }
  </li>`
}
