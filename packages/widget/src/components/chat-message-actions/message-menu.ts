import type { MessageView, ThreadHandle } from '@chat-view/sdk'
import type { Surface } from '../../context/surface-context.ts'
import { findComposer } from '../../controllers/find-composer.ts'
import type { MenuItem } from '../../controllers/menu-controller.ts'
import { messageAddress } from '../../controllers/message-address.ts'
import { quoteInto } from '../../controllers/quote-text.ts'
import { historyIcon, linkIcon, quoteIcon } from '../../icons/messages.ts'
import { deleteIcon } from '../../icons/threads.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { type MessageReader, mayDo } from '../chat-message/message-actions.ts'
import { writtenText } from '../chat-message/written-text.ts'
import { copyText } from '../chat-streaming-text/copy-text.ts'

interface MessageMenuPlace {
  /** Where the menu is. */
  readonly element: Element
  readonly words: Localisation
  readonly surface: Surface | null | undefined
  readonly thread: ThreadHandle
  readonly view: MessageView
  readonly reader: MessageReader | null
  readonly showHistory: () => void
  readonly remove: () => void
}

async function copyLink({ words, surface }: MessageMenuPlace, address: string): Promise<void> {
  const done = await copyText(new URL(address, location.href).href)
  if (done) surface?.announce(words.text('message.linkCopied'))
  else surface?.tell(words.text('message.linkFailed'))
}

function quote({ element, words, surface }: MessageMenuPlace, text: string): void {
  const field = findComposer(element)?.field
  if (!field) return
  quoteInto(field, text)
  surface?.announce(words.text('message.quoted'))
}

/** What a message's menu offers its reader (CV2, CV9). */
export function messageMenu(place: MessageMenuPlace): readonly MenuItem[] {
  const { words, view, reader, thread, surface } = place
  const items: MenuItem[] = []
  const text = writtenText(view.parts)
  if (text.trim() !== '' && mayDo(reader, 'message.send', view))
    items.push({ label: words.text('message.quote'), drawing: quoteIcon, choose: () => quote(place, text) })
  const address = thread.id === null ? null : surface?.address(thread.id)
  if (address && view.id !== null) {
    const link = messageAddress(address, view.id)
    items.push({ label: words.text('message.copyLink'), drawing: linkIcon, choose: () => void copyLink(place, link) })
  }
  if (view.edits > 0 && view.id !== null)
    items.push({ label: words.text('message.history'), drawing: historyIcon, choose: place.showHistory })
  if (mayDo(reader, 'message.delete', view)) {
    const label = words.text('message.delete')
    items.push({ label, drawing: deleteIcon, choose: place.remove, bad: true, apart: items.length > 0 })
  }
  return items
}
