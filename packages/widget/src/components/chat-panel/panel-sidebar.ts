import { html, nothing, type TemplateResult } from 'lit'
import { closeIcon, sidebarIcon } from '../../icons/controls.ts'
import { iconButton } from '../../icons/icon-button.ts'
import { newThreadIcon } from '../../icons/opening.ts'
import type { Localisation } from '../../locales/localisation.ts'
import type { SidebarController } from './sidebar-controller.ts'
import { sidebarResizer } from './sidebar-resizer.ts'

interface PanelSidebarOptions {
  readonly words: Localisation
  readonly sidebar: SidebarController
  /** Null where nothing may be begun. */
  readonly newThread: (() => void) | null
}

/** The list of threads with its own head (EM3). */
export function panelSidebar(options: PanelSidebarOptions): TemplateResult {
  const { words, sidebar, newThread } = options
  const { form, open, width, resize, toggle } = sidebar
  const label = words.text('header.conversations')
  const begin = newThread
    ? iconButton({
        label: words.text('header.newThread'),
        drawing: newThreadIcon,
        press: newThread,
        part: 'new-thread',
      })
    : nothing
  const show = iconButton({
    label: words.text(form === 'rail' ? 'sidebar.show' : 'sidebar.hide'),
    drawing: sidebarIcon,
    press: toggle,
    name: 'sidebar-button',
    expanded: form !== 'rail',
  })
  if (form === 'rail') {
    return html`<aside class="sidebar rail" aria-label=${label}><div class="top">${show}${begin}</div></aside>`
  }
  const drawer = form === 'drawer'
  return html`${drawer ? html`<div class="backdrop" ?hidden=${!open} @click=${toggle}></div>` : nothing}
    <section
      class="sidebar ${drawer ? 'drawer' : ''}"
      role=${drawer ? 'dialog' : 'complementary'}
      aria-modal=${drawer ? 'true' : nothing}
      aria-label=${label}
      ?hidden=${drawer && !open}
    >
      <div class="top">
        <h2 class="grow">${label}</h2>
        ${begin} ${form === 'beside' && open ? show : nothing}
        ${
          drawer
            ? iconButton({
                label: words.text('common.close'),
                drawing: closeIcon,
                press: toggle,
                name: 'close-drawer',
              })
            : nothing
        }
      </div>
      <chat-thread-list></chat-thread-list>
      ${drawer ? nothing : sidebarResizer(words.text('sidebar.resize'), width, resize)}
    </section>`
}
