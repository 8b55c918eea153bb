import type { HTMLAttributes, ReservedProps } from 'vue'
import type { ChatElementName, ChatHandlers, ChatProperties } from './index.ts'

type Attributes<Name extends ChatElementName> = ChatProperties<Name> &
  ChatHandlers<Name> &
  Omit<HTMLAttributes, keyof ChatProperties<Name>>

type Intrinsics = { [Name in ChatElementName]: Attributes<Name> }
type Components = { [Name in ChatElementName]: new () => { $props: Attributes<Name> & ReservedProps } }

// Templates look among components, JSX among elements.
declare module 'vue' {
  interface GlobalComponents extends Components {}
  interface IntrinsicElementAttributes extends Intrinsics {}
}
