import { type Action, type Chat, type ChatError, can, type Thread, type ThreadRole } from '@chat-view/sdk'
import { askQuestion } from '../components/chat-dialog/ask-question.ts'
import type { Surface } from '../context/surface-context.ts'
import { editIcon, historyIcon } from '../icons/messages.ts'
import { archiveIcon } from '../icons/opening.ts'
import { deleteIcon, exportIcon, peopleIcon, pinIcon, printIcon, restoreIcon, unpinIcon } from '../icons/threads.ts'
import type { Localisation } from '../locales/localisation.ts'
import type { MenuItem } from './menu-controller.ts'

/** A thread that something can be done with. */
export type ActedThread = Pick<Thread, 'id' | 'version' | 'title' | 'archivedAt'> & {
  readonly role: ThreadRole
  /** Null where it is not known. */
  readonly pinned: boolean | null
}

/** What the actions need of where they are offered. */
export interface ThreadActionsPlace {
  readonly chat: () => Chat | null
  readonly words: () => Localisation | null
  readonly surface: () => Surface | null
  readonly isCurrent: (id: string) => boolean
  /** Begins to rename in place. */
  readonly rename: (thread: ActedThread) => void
  /** Where a dialog is put. */
  readonly dialogs: () => ShadowRoot | null
  /** Something was tried; null: nothing went wrong so far. */
  readonly failed: (error: ChatError | null) => void
}

/** What one can do with a thread from its row and from the header: the menu, and what its items do (CV1, CV12). */
export class ThreadActions {
  readonly #place: ThreadActionsPlace

  constructor(place: ThreadActionsPlace) {
    this.#place = place
  }

  /** May this user do that? The page's own wish to be looked at only comes on top (CV9). */
  may(thread: ActedThread, action: Action): boolean {
    const id = this.#place.chat()?.$session.get()?.user.id ?? ''
    const looks = action === 'thread.export' || action === 'participant.list'
    const wish = looks || !this.#place.surface()?.readonly
    return wish && can({ kind: 'user', id, role: thread.role }, action, { archived: thread.archivedAt !== null })
  }

  /** The items of a thread's menu; what the server would refuse is not offered. */
  items(thread: ActedThread): readonly MenuItem[] {
    const words = this.#place.words()
    if (!words) return []
    const items: MenuItem[] = []
    const archived = thread.archivedAt !== null
    const pinned = thread.pinned === true
    const offer = (action: Action, item: MenuItem): void => {
      if (this.may(thread, action)) items.push(item)
    }
    if (!archived && thread.pinned !== null) {
      offer('thread.pin', {
        label: words.text(pinned ? 'thread.unpin' : 'thread.pin'),
        drawing: pinned ? unpinIcon : pinIcon,
        choose: () => void this.#try(chat => chat.threads.pin(thread.id, !pinned)),
      })
    }
    offer('thread.rename', {
      label: words.text('thread.rename'),
      drawing: editIcon,
      shortcut: 'rename',
      choose: () => this.#place.rename(thread),
    })
    offer('participant.list', {
      label: words.text('header.people'),
      drawing: peopleIcon,
      choose: () => void this.#people(thread),
    })
    offer('thread.export', {
      label: words.text('thread.exportMarkdown'),
      drawing: exportIcon,
      choose: () => void this.#export(thread, 'markdown'),
    })
    offer('thread.export', {
      label: words.text('thread.exportJson'),
      drawing: exportIcon,
      choose: () => void this.#export(thread, 'json'),
    })
    offer('thread.export', {
      label: words.text('thread.print'),
      drawing: printIcon,
      shortcut: 'print',
      choose: () => void this.#print(thread),
    })
    offer('summary.write', {
      label: words.text('thread.summarise'),
      drawing: historyIcon,
      choose: () => void this.#summarise(thread, words),
    })
    offer('thread.archive', {
      label: words.text(archived ? 'thread.restore' : 'thread.archive'),
      drawing: archived ? restoreIcon : archiveIcon,
      choose: () => void this.#archive(thread, !archived),
    })
    offer('thread.delete', {
      label: words.text('thread.delete'),
      drawing: deleteIcon,
      bad: true,
      apart: true,
      choose: () => void this.#delete(thread),
    })
    return items
  }

  /**
   * Gives a thread another title; an empty one, and the same, change nothing. Resolves once it is known how it went: to the
   * thread as it is saved, where another change came first; else to null.
   */
  async rename(thread: ActedThread, title: string): Promise<ActedThread | null> {
    const wanted = title.trim()
    let refusal: ChatError | undefined
    if (wanted === '' || wanted === thread.title) return null
    await this.#try(chat =>
      chat.threads.rename(thread.id, wanted, { version: thread.version }).catch(error => {
        refusal = error
        throw error
      }),
    )
    const saved = refusal?.code === 'conflict' ? (refusal.current as Thread | undefined) : undefined
    return saved ? { ...thread, version: saved.version, title: saved.title } : null
  }

  async #archive(thread: ActedThread, archive: boolean): Promise<void> {
    const { threads } = this.#place.chat() ?? {}
    const done = await this.#try(() => (archive ? threads?.archive(thread.id) : threads?.restore(thread.id)))
    if (done) this.#say(archive ? 'announce.archived' : 'announce.restored')
  }

  async #delete(thread: ActedThread): Promise<void> {
    const words = this.#place.words()
    if (!words) return
    let sure = false
    await this.#try(async () => {
      const root = this.#place.dialogs()
      if (!root) return
      sure = await askQuestion(root, {
        title: words.text('thread.deleteTitle'),
        text: words.text('thread.deleteText', { title: thread.title ?? words.text('thread.untitled') }),
        yes: words.text('thread.delete'),
        no: words.text('common.cancel'),
      })
    })
    if (!sure) return
    // It is gone from the list at once, also where that has to wait; refused, it is there again.
    if (this.#place.isCurrent(thread.id)) this.#place.surface()?.openThread(null)
    if (await this.#try(chat => chat.threads.delete(thread.id))) this.#say('announce.deleted')
  }

  async #people({ id }: ActedThread): Promise<void> {
    await this.#try(async () => {
      const { openPeople } = await import('../components/chat-people/open-people.ts')
      const root = this.#place.dialogs()
      if (root) await openPeople(root, id)
    })
  }

  async #summarise({ id }: ActedThread, words: Localisation): Promise<void> {
    await this.#try(async chat => {
      const { summariseThread } = await import('../components/chat-summary/summarise-thread.ts')
      await summariseThread({ chat, words, surface: this.#place.surface() }, id)
    })
  }

  async #export(thread: ActedThread, format: 'markdown' | 'json'): Promise<void> {
    const name = thread.title ?? this.#place.words()?.text('thread.untitled') ?? ''
    await this.#try(async chat => {
      const [text, { saveFile }] = await Promise.all([
        chat.threads.export(thread.id, { format }),
        import('./save-file.ts'),
      ])
      if (format === 'markdown') saveFile(`${name}.md`, 'text/markdown;charset=utf-8', text)
      else saveFile(`${name}.json`, 'application/json', text)
    })
  }

  async #print(thread: ActedThread): Promise<void> {
    await this.#try(async chat => {
      const [{ printConversation }] = await Promise.all([
        import('../components/chat-printing/print-conversation.ts'),
        this.#place.words()?.dialogs(),
      ])
      const root = this.#place.dialogs()
      if (root) await printConversation(root, chat, thread)
    })
  }

  #say(key: 'announce.archived' | 'announce.restored' | 'announce.deleted'): void {
    const words = this.#place.words()
    if (words) this.#place.surface()?.announce(words.text(key))
  }

  async #try(act: (chat: Chat) => Promise<unknown> | undefined): Promise<boolean> {
    const chat = this.#place.chat()
    if (!chat) return false
    this.#place.failed(null)
    try {
      await act(chat)
      return true
    } catch (error) {
      this.#place.failed(error as ChatError)
      return false
    }
  }
}
