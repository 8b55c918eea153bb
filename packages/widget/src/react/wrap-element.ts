import { createComponent } from '@lit/react'
import type { ForwardRefExoticComponent, HTMLAttributes, ReactNode, RefAttributes } from 'react'
import React, { createElement, forwardRef, useImperativeHandle, useRef } from 'react'
import { elementMembers } from '../types/element-members.ts'
import type { ChatElementName, ChatElements, ChatHandlers, ChatProperties } from '../types/index.ts'
import { handlerName } from './handler-name.ts'
import { useProperties } from './use-properties.ts'
import { useSteadyToken } from './use-steady-token.ts'

/** What a wrapped element takes in React: its properties, its events as `onChatReady`, and what every HTML element takes. */
export type ChatProps<Name extends ChatElementName> = ChatProperties<Name> &
  ChatHandlers<Name> &
  Omit<HTMLAttributes<ChatElements[Name]>, keyof ChatProperties<Name> | keyof ChatHandlers<Name>> & {
    readonly children?: ReactNode
  }

/** The React component of an element; `ref` is the element. */
export type ChatComponent<Name extends ChatElementName> = ForwardRefExoticComponent<
  ChatProps<Name> & RefAttributes<ChatElements[Name]>
>

type Values = Readonly<Record<string, unknown>>

/** Of an element's class the wrapper asks which properties to set after each rendering: none. React sets attributes itself. */
const noClass = class {} as unknown as new () => HTMLElement

/**
 * Makes the React component of an element (EM2). Attributes are React's own: they are there before the element is, also in
 * HTML from a server, and are set again only when they change. Listeners are @lit/react's: one for each event.
 */
export function wrapElement<Name extends ChatElementName>(name: Name, displayName: string): ChatComponent<Name> {
  const { attributes, properties, events } = elementMembers[name]
  const handlers: Record<`on${string}`, string> = Object.fromEntries(events.map(event => [handlerName(event), event]))
  const Element = createComponent({ react: React, tagName: name, elementClass: noClass, events: handlers, displayName })
  const Wrapped = forwardRef<HTMLElement, Values>((props, ref) => {
    const element = useRef<HTMLElement>(null)
    const getToken = useSteadyToken(props.getToken as ChatProperties<'chat-view'>['getToken'])
    const [set, handed] = split(props, properties)
    useProperties(element, 'getToken' in set ? { ...set, getToken } : set)
    useImperativeHandle<HTMLElement | null, HTMLElement | null>(ref, () => element.current, [])
    return createElement(Element, { ...handed, ...switches(handed, attributes), ref: element })
  })
  Wrapped.displayName = displayName
  // What the types say is made from the same table as what was done here.
  return Wrapped as unknown as ChatComponent<Name>
}

function split(props: Values, names: readonly string[]): [Values, Values] {
  const is = ([name]: [string, unknown]) => names.includes(name)
  const all = Object.entries(props)
  return [Object.fromEntries(all.filter(is)), Object.fromEntries(all.filter(entry => !is(entry)))]
}

/** An attribute that is there is on, whatever it says: off is not there. */
function switches(props: Values, attributes: readonly string[]): Values {
  return Object.fromEntries(attributes.filter(name => props[name] === false).map(name => [name, undefined]))
}
