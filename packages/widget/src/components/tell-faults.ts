import type { Chat } from '@chat-view/sdk'
import { ChatErrorEvent } from '../events/chat-error-event.ts'
import { type Choices, readServer } from './view-options.ts'

const told = new WeakMap<Element, Set<string>>()

/**
 * Says once what is wrong with the page's markup. Loaded only where something may be, so that the page's own script has
 * had a chance to listen, and to set what was missing.
 */
export function tellFaults(element: HTMLElement, chat: Chat | null, choices: Choices): void {
  const known = told.get(element) ?? new Set()
  told.set(element, known)
  const faults = [...faultsOf(element, chat, choices)].filter(fault => !known.has(fault))
  for (const fault of faults) {
    known.add(fault)
    element.dispatchEvent(new ChatErrorEvent('invalid_attribute', new TypeError(`<${element.localName}${fault}`)))
  }
}

function* faultsOf(element: HTMLElement, chat: Chat | null, choices: Choices): Generator<string> {
  for (const [name, values] of Object.entries(choices)) {
    const value = name in element && element.getAttribute(name)
    if (value && !values.some(known => known === value)) yield ` ${name}="${value}">: use one of ${values.join(', ')}`
  }
  const server = element.getAttribute('server')
  if (server && readServer(server) === null) yield ` server="${server}">: no address`
  // A closed popup makes no chat yet.
  const closed = element.getAttribute('layout') === 'popup' && !element.hasAttribute('open')
  if (!chat && !closed && !element.getAttribute('project')) yield '>: no project'
}
