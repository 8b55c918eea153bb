import { html, nothing, type TemplateResult } from 'lit'
import { closeIcon, sidebarIcon } from '../../icons/controls.ts'
import { iconButton } from '../../icons/icon-button.ts'
import { newThreadIcon } from '../../icons/threads.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { exportedParts } from '../exported-parts.ts'
import { sidebarResizer } from './sidebar-resizer.ts'

/** How the list of threads stands in the panel: beside the conversation, collapsed, or over it. */
export type SidebarForm = 'beside' | 'rail' | 'drawer'

interface PanelSidebarOptions {
  readonly words: Localisation
  readonly form: SidebarForm
  readonly open: boolean
  /** May be put away where it stands beside. */
  readonly collapsible: boolean
  readonly width: number
  readonly resize: (width: number) => void
  readonly toggle: () => void
  /** Null where nothing may be begun. */
  readonly newThread: (() => void) | null
}

/** The list of threads with its own head (EM3). */
export function panelSidebar(options: PanelSidebarOptions): TemplateResult {
  const { words, form, open, collapsible, width, resize, toggle, newThread } = options
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
        <b class="grow">${label}</b>
        ${begin} ${collapsible ? show : nothing}
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
      <chat-thread-list exportparts=${exportedParts}></chat-thread-list>
      ${drawer ? nothing : sidebarResizer(words.text('sidebar.resize'), width, resize)}
    </section>`
}
