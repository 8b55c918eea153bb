import type { DetailedHTMLProps, HTMLAttributes } from 'react'
import type { ChatElementName, ChatElements, ChatListeners, ChatProperties } from './index.ts'

type Intrinsic<Name extends ChatElementName> = Omit<
  DetailedHTMLProps<HTMLAttributes<ChatElements[Name]>, ChatElements[Name]>,
  keyof ChatProperties<Name>
> &
  ChatProperties<Name> &
  ChatListeners<Name, 'on'>

type ChatIntrinsics = { [Name in ChatElementName]: Intrinsic<Name> }

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends ChatIntrinsics {}
  }
}
