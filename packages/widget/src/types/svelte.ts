import type { HTMLAttributes } from 'svelte/elements'
import type { ChatElementName, ChatElements, ChatListeners, ChatProperties } from './index.ts'

type SvelteAttributes<Name extends ChatElementName> = Omit<
  HTMLAttributes<ChatElements[Name]>,
  keyof ChatProperties<Name>
> &
  ChatProperties<Name> &
  ChatListeners<Name, 'on' | 'on:'>

type ChatIntrinsics = { [Name in ChatElementName]: SvelteAttributes<Name> }

declare module 'svelte/elements' {
  interface SvelteHTMLElements extends ChatIntrinsics {}
}
