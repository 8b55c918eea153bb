import type { Chat, ChatError } from '@chat-view/sdk'
import type { Surface } from '../../context/surface-context.ts'
import type { MenuItem } from '../../controllers/menu-controller.ts'
import { saveBlob } from '../../controllers/save-file.ts'
import { keysIcon } from '../../icons/notices.ts'
import { clockIcon } from '../../icons/states.ts'
import { deleteIcon, exportIcon } from '../../icons/threads.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { openShortcuts } from '../chat-shortcuts/open-shortcuts.ts'
import { ChatUsage } from '../chat-usage/chat-usage.ts'
import { definePiece } from '../define-pieces.ts'
import { ChatAccount } from './chat-account.ts'
import { noticeItems } from './notice-items.ts'

interface AccountPlace {
  readonly chat: Chat
  readonly words: Localisation
  readonly surface: Surface
  /** Where the dialog is put. */
  readonly root: ShadowRoot
  /** Something was tried; null: nothing went wrong so far. */
  readonly failed: (error: ChatError | null) => void
}

/** What one can do with all that is one’s own: settings of this device, taking everything along, having it erased (CV12). */
export async function accountItems({ chat, words, surface, root, failed }: AccountPlace): Promise<readonly MenuItem[]> {
  await words.dialogs()
  const save = async (format: 'markdown' | 'json'): Promise<void> => {
    failed(null)
    surface.announce(words.text('account.gathering'))
    try {
      const file = await chat.account.export({ format })
      saveBlob(`${words.text('account.fileName')}.${format === 'json' ? 'json' : 'md'}`, file)
      surface.announce(words.text('account.exported'))
    } catch (error) {
      failed(error as ChatError)
    }
  }
  const ask = (): void => {
    definePiece('chat-account', ChatAccount)
    const dialog = document.createElement('chat-account')
    root.append(dialog)
    void dialog.open()
  }
  const show = (): void => {
    definePiece('chat-usage', ChatUsage)
    const dialog = document.createElement('chat-usage')
    root.append(dialog)
    void dialog.open()
  }
  const keys = (): void => {
    openShortcuts(root, words).catch(failed)
  }
  const exports: readonly MenuItem[] = [
    { label: words.text('shortcuts.title'), drawing: keysIcon, choose: keys, shortcut: 'shortcuts' },
    ...noticeItems(words),
    { label: words.text('usage.title'), drawing: clockIcon, choose: show },
    { label: words.text('account.exportMarkdown'), drawing: exportIcon, choose: () => void save('markdown') },
    { label: words.text('account.exportJson'), drawing: exportIcon, choose: () => void save('json') },
  ]
  const erase = { label: words.text('account.erase'), drawing: deleteIcon, bad: true, apart: true, choose: ask }
  return surface.readonly ? exports : [...exports, erase]
}
