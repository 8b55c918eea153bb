import type { ThreadEntry } from '@chat-view/sdk'
import { html, nothing, type TemplateResult } from 'lit'
import { moreIcon } from '../../icons/controls.ts'
import { icon } from '../../icons/icon.ts'
import type { Localisation } from '../../locales/localisation.ts'

interface ThreadRowOptions {
  readonly words: Localisation
  readonly entry: ThreadEntry
  /** As it is now, also while a new one is on its way. */
  readonly title: string
  /** It is the one that is shown. */
  readonly current: boolean
  /** The field in the title's place while it is renamed. */
  readonly field: TemplateResult | null
  /** The page's address of it; null where threads have none. */
  readonly address: string | null
  readonly open: () => void
  readonly openMenu: (button: HTMLElement, label: string) => void
}

/** A row of the list: the title, which opens it, when it was last used, and its menu (CV1). */
export function threadRow(options: ThreadRowOptions): TemplateResult {
  const { words, entry, title, current, field, openMenu } = options
  const { id, archivedAt, lastActivityAt } = entry
  const unread = entry.unread && !current
  const label = words.text('thread.menu', { title })
  return html`<li
    class="thread-item ${unread ? 'new' : ''} ${archivedAt === null ? '' : 'archived'}"
    part="thread-item"
    aria-current=${current ? 'page' : nothing}
    data-id=${id}
  >
    ${
      field ??
      html`${opener(options, unread)}
          <time class="num" datetime=${new Date(lastActivityAt).toISOString()} title=${words.timestamp(lastActivityAt)}
            >${words.shortDate(lastActivityAt, Date.now())}</time
          >
          <button
            type="button"
            class="btn"
            part="thread-menu"
            aria-label=${label}
            title=${words.text('common.more')}
            aria-haspopup="menu"
            aria-expanded="false"
            @click=${(event: Event) => openMenu(event.currentTarget as HTMLElement, label)}
          >
            ${icon(moreIcon)}
          </button>`
    }
  </li>`
}

function opener({ words, title, current, address, open }: ThreadRowOptions, unread: boolean): TemplateResult {
  const note = unread ? html`<span class="unseen">, ${words.text('thread.unread')}</span>` : nothing
  const inner = html`<bdi>${title}</bdi>${note}`
  const now = current ? 'page' : nothing
  if (address === null)
    return html`<button type="button" class="open-thread grow cut" aria-current=${now} @click=${open}>${inner}</button>`
  const follow = (event: MouseEvent): void => {
    // Another tab or window is the browser's to open.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return
    event.preventDefault()
    open()
  }
  return html`<a class="open-thread grow cut" href=${address} aria-current=${now} @click=${follow}>${inner}</a>`
}
