'use client'

import { defineElements } from '../define.ts'
import { wrapElement } from './wrap-element.ts'

export type { ChatComponent, ChatProps } from './wrap-element.ts'

defineElements()

/** `<chat-view>` in React. */
export const ChatView = wrapElement('chat-view', 'ChatView')

/** `<chat-provider>` in React: one chat for the pieces below it (EM11). */
export const ChatProvider = wrapElement('chat-provider', 'ChatProvider')

/** `<chat-thread-list>` in React. */
export const ChatThreadList = wrapElement('chat-thread-list', 'ChatThreadList')

/** `<chat-messages>` in React. */
export const ChatMessages = wrapElement('chat-messages', 'ChatMessages')

/** `<chat-composer>` in React. */
export const ChatComposer = wrapElement('chat-composer', 'ChatComposer')
