import { type Chat, createChat, type ThreadHandle } from '@chat-view/sdk'
import { ContextProvider } from '@lit/context'
import { isLaterLoaded, laterLoaded } from '../components/load-later.ts'
import { chatContext } from '../context/chat-context.ts'
import { localisationContext } from '../context/localisation-context.ts'
import { type Surface, surfaceContext } from '../context/surface-context.ts'
import { threadContext } from '../context/thread-context.ts'
import { ChatErrorEvent } from '../events/chat-error-event.ts'
import { ChatMessageEvent } from '../events/chat-message-event.ts'
import { ChatThreadChangeEvent } from '../events/chat-thread-change-event.ts'
import { ChatUnreadEvent } from '../events/chat-unread-event.ts'
import { loadLocale } from '../locales/load-locale.ts'
import type { Localisation } from '../locales/localisation.ts'
import { Announcer } from './announcer.ts'
import { announcingOf } from './announcing.ts'
import type { ChatSettings } from './chat-settings.ts'
import { FittingSettings } from './fitting-settings.ts'
import { followLanguage } from './follow-language.ts'
import { MessageWatcher } from './message-watcher.ts'
import { startNotices } from './notices/start-notices.ts'
import { OfferedTools } from './offered-tools.ts'
import { sameFields } from './same-fields.ts'
import { tellOfConnection } from './tell-of-connection.ts'
import { unreadThreads } from './unread-threads.ts'
import { unsentThread } from './unsent-thread.ts'

/** What a host element decides; the rest of the surface is made here. */
export type SurfaceWishes = Omit<
  Surface,
  'announce' | 'announcing' | 'home' | 'openThread' | 'wanted' | 'found' | 'trouble' | 'tell' | 'startAnew'
>

type Source = Pick<ChatSettings, 'server' | 'project' | 'getToken' | 'chat'>

/**
 * One instance behind its element: the chat, the thread that is shown, the language, handed down as contexts; and the
 * events of the element. Everything it started ends with `close`.
 */
export class ChatHost {
  readonly announcer = new Announcer()
  readonly #element: HTMLElement
  readonly #chats: ContextProvider<typeof chatContext>
  readonly #threads: ContextProvider<typeof threadContext>
  readonly #localisations: ContextProvider<typeof localisationContext>
  readonly #surfaces: ContextProvider<typeof surfaceContext>
  #source: Source | null = null
  #language: Pick<ChatSettings, 'locale' | 'strings'> | null = null
  #languageLoaded: Promise<void> = Promise.resolve()
  readonly #ends = new AbortController()
  #chatEnds: (() => void)[] = []
  #threadEnds: (() => void)[] = []
  readonly #tools = new OfferedTools(error => this.#fail('invalid_tool', error))
  #unread = 0
  #wishes: SurfaceWishes
  #wanted: Surface['wanted'] = null
  #trouble: string | null = null
  readonly #fitting = new FittingSettings(error => this.#fail('invalid_attribute', error))

  constructor(element: HTMLElement, wishes: SurfaceWishes) {
    this.#element = element
    this.#wishes = wishes
    this.#chats = new ContextProvider(element, { context: chatContext, initialValue: null })
    this.#threads = new ContextProvider(element, { context: threadContext, initialValue: null })
    this.#localisations = new ContextProvider(element, { context: localisationContext, initialValue: null })
    this.#surfaces = new ContextProvider(element, { context: surfaceContext, initialValue: this.#surface() })
  }

  get chat(): Chat | null {
    return this.#chats.value
  }

  get thread(): ThreadHandle | null {
    return this.#threads.value
  }

  get localisation(): Localisation | null {
    return this.#localisations.value
  }

  /** Threads with something unread. */
  get unread(): number {
    return this.#unread
  }

  /** Takes settings over: a new chat where server, project or user changed, else the one there is. */
  async configure(settings: ChatSettings, thread: string | null): Promise<void> {
    const { server, project, getToken, chat, locale, strings, tools } = settings
    // First: words come over the network, and the chat is made meanwhile.
    const language = { locale, strings }
    if (!sameFields(this.#language, language)) {
      this.#language = language
      this.#languageLoaded = this.#loadLanguage(locale, strings).catch(error => {
        if (this.#language !== language) return
        // The next settings ask again, the same ones too; until then the words that there are stay.
        this.#language = null
        if (!this.localisation) throw error
        this.#fail('network', error)
      })
    }
    followLanguage(this.#element, locale, this.#wishes.shown && laterLoaded, this.#ends.signal)
    const source = { server, project, getToken, chat }
    if (!this.chat || !sameFields(this.#source, source)) {
      this.#leaveChat()
      this.#source = source
      this.#enterChat(chat ?? createChat({ server, project, getToken, locale }), chat === null, thread)
      this.#surfaces.setValue(this.#surface())
    }
    this.#tools.set(this.chat, tools)
    if ('imageHosts' in this.#element) this.#fitting.texts('imageHosts', this.#element.imageHosts)
    await this.#languageLoaded
  }

  wish(wishes: SurfaceWishes): void {
    this.#wishes = wishes
    this.#surfaces.setValue(this.#surface())
  }

  /** Shows a thread by id or key; null: a new one. One that is shown already stays as it is. `message` is brought into view. */
  openThread(key: string | null, message: string | null = null): void {
    if (key !== null && message !== null) this.#want({ thread: key, message })
    else if (key !== this.#wanted?.thread) this.#want(null)
    this.tell(null)
    const chat = this.chat
    const former = this.thread
    if (!chat || (key !== null && (former?.id === key || former?.key === key))) return
    if (key === null && former?.$thread.get().status === 'new' && former.$timeline.get().keys.length === 0) return
    this.#showThread(chat.thread(key ?? undefined))
    former?.close()
  }

  /** Says above the conversation, in words, what went wrong; null takes it away. */
  tell(trouble: string | null): void {
    if (trouble === this.#trouble) return
    this.#trouble = trouble
    this.#surfaces.setValue(this.#surface())
  }

  /** Ends all that it began; a shared chat goes on, and the element may get another instance. */
  close(): void {
    this.#ends.abort()
    this.#leaveChat()
    this.#source = null
    this.announcer.region = null
    for (const provider of [this.#chats, this.#threads, this.#localisations, this.#surfaces]) {
      this.#element.removeEventListener('context-request', provider.onContextRequest)
      this.#element.removeEventListener('context-provider', provider.onProviderRequest)
    }
  }

  async #loadLanguage(locale: string, strings: ChatSettings['strings']): Promise<void> {
    const wanted = this.#language
    const give = (): void => {
      // Another object each time: what draws with it draws again.
      if (this.#language === wanted) this.#localisations.setValue({ ...loaded })
    }
    const loaded = await loadLocale(locale, this.#fitting.strings(strings), give)
    // What draws with all of its words is there already, as for another instance on the page.
    if (isLaterLoaded()) await loaded.dialogs().catch(() => {})
    give()
  }

  #enterChat(chat: Chat, own: boolean, thread: string | null): void {
    this.#chats.setValue(chat)
    this.#showThread(chat.thread(thread ?? undefined))
    this.#chatEnds = [
      // For one who looks at a conversation, that comes first.
      unreadThreads(chat, this.#wishes.shown ? laterLoaded : Promise.resolve(), count => this.#countUnread(count)),
      tellOfConnection(chat, code => this.#fail(code, null)),
      startNotices({ element: this.#element, shown: () => this.#wishes.shown }),
    ]
    if (!thread) this.#chatEnds.push(unsentThread(chat, this))
    if (own) this.#chatEnds.push(() => void chat.close())
    // What goes wrong is told by `$connection`.
    chat.connect().catch(() => {})
  }

  /** The former user is no more: another chat, of whoever the page says is here now. */
  #startAnew({ server, project, getToken }: Source): void {
    this.#leaveChat()
    this.#enterChat(createChat({ server, project, getToken, locale: this.#language?.locale }), true, null)
    this.#tools.move(this.chat)
  }

  #leaveChat(): void {
    this.#tools.takeBack()
    this.#leaveThread()
    this.thread?.close()
    for (const end of this.#chatEnds.splice(0)) end()
    this.#threads.setValue(null)
    this.#chats.setValue(null)
    this.#countUnread(0)
  }

  #showThread(thread: ThreadHandle): void {
    this.#leaveThread()
    this.#threads.setValue(thread)
    let told = thread.id
    const watcher = new MessageWatcher(thread, ({ id, role }) => {
      if (thread.id && id) this.#element.dispatchEvent(new ChatMessageEvent(thread.id, id, role))
    })
    const stop = thread.$thread.listen(state => {
      if (state.status === 'gone') this.#fail(state.error.code, state.error)
      if (thread.id === told) return
      told = thread.id
      this.#element.dispatchEvent(new ChatThreadChangeEvent(told))
    })
    this.#threadEnds = [stop, () => watcher.stop()]
    this.#element.dispatchEvent(new ChatThreadChangeEvent(told))
  }

  #leaveThread(): void {
    for (const end of this.#threadEnds.splice(0)) end()
  }

  #countUnread(count: number): void {
    if (count === this.#unread) return
    this.#unread = count
    this.#element.dispatchEvent(new ChatUnreadEvent(count))
  }

  #fail(code: string, error: unknown): void {
    this.#element.dispatchEvent(new ChatErrorEvent(code, error))
  }

  #want(wanted: Surface['wanted']): void {
    if (wanted === this.#wanted) return
    this.#wanted = wanted
    this.#surfaces.setValue(this.#surface())
  }

  #surface(): Surface {
    const wishes = this.#wishes
    const source = this.#source
    return {
      ...wishes,
      home: source && (source.project || !source.chat) ? `${source.server}:${source.project}` : null,
      prompts: this.#fitting.texts('prompts', wishes.prompts),
      wanted: this.#wanted,
      trouble: this.#trouble,
      tell: trouble => this.tell(trouble),
      startAnew: source && !source.chat ? () => this.#startAnew(source) : null,
      openThread: (key, message) => this.openThread(key, message),
      found: () => this.#want(null),
      announcing: () => announcingOf(this.#element),
      announce: text => {
        if (wishes.shown) this.announcer.say(text)
      },
    }
  }
}
