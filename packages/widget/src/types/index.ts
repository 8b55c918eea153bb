import type { ChatComposer } from '../components/chat-composer/chat-composer.ts'
import type { ChatMessages } from '../components/chat-messages/chat-messages.ts'
import type { ChatProvider } from '../components/chat-provider/chat-provider.ts'
import type { ChatThreadList } from '../components/chat-thread-list/chat-thread-list.ts'
import type { ChatView } from '../components/chat-view/chat-view.ts'
import type { Announcing } from '../controllers/announcing.ts'
import type { ChatErrorEvent } from '../events/chat-error-event.ts'
import type { ChatLinkEvent } from '../events/chat-link-event.ts'
import type { ChatMessageEvent } from '../events/chat-message-event.ts'
import type { ChatReadyEvent } from '../events/chat-ready-event.ts'
import type { ChatHideEvent, ChatShowEvent } from '../events/chat-show-event.ts'
import type { ChatThreadChangeEvent } from '../events/chat-thread-change-event.ts'
import type { ChatUnreadEvent } from '../events/chat-unread-event.ts'
import type { elementMembers } from './element-members.ts'

type Members = typeof elementMembers

/** Names of the public elements. */
export type ChatElementName = keyof Members

/** The class of each public element. */
export interface ChatElements {
  'chat-view': ChatView
  'chat-provider': ChatProvider
  'chat-thread-list': ChatThreadList
  'chat-messages': ChatMessages
  'chat-composer': ChatComposer
}

/** The class of each event that an element can dispatch. */
export interface ChatEvents {
  'chat-ready': ChatReadyEvent
  'chat-show': ChatShowEvent
  'chat-hide': ChatHideEvent
  'chat-thread-change': ChatThreadChangeEvent
  'chat-message': ChatMessageEvent
  'chat-unread': ChatUnreadEvent
  'chat-error': ChatErrorEvent
  'chat-link': ChatLinkEvent
}

type PropertyName<Name extends ChatElementName> = Members[Name]['attributes' | 'properties'][number]
type EventName<Name extends ChatElementName> = Members[Name]['events'][number]

type TypeOf<Name extends ChatElementName, Property> = Property extends keyof ChatElements[Name]
  ? ChatElements[Name][Property]
  : Property extends 'announce'
    ? Announcing
    : never

/** What a page may set on an element, as templates give it: nothing is needed, and undefined is "not set". */
export type ChatProperties<Name extends ChatElementName> = {
  [Property in PropertyName<Name>]?: TypeOf<Name, Property> | undefined
}

/** Listeners for the events of an element, under the names that `Prefix` and the form of the event's name make. */
export type ChatListeners<Name extends ChatElementName, Prefix extends string> = {
  [Event in EventName<Name> as `${Prefix}${Event}`]?: ((event: ChatEvents[Event]) => void) | undefined
}

type Pascal<Text extends string> = Text extends `${infer Head}-${infer Rest}`
  ? `${Capitalize<Head>}${Pascal<Rest>}`
  : Capitalize<Text>

/** Listeners as React and Vue name them: `chat-ready` is `onChatReady`. */
export type ChatHandlers<Name extends ChatElementName> = {
  [Event in EventName<Name> as `on${Pascal<Event>}`]?: ((event: ChatEvents[Event]) => void) | undefined
}
