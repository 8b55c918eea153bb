import { ChatProvider } from './components/chat-provider/chat-provider.ts'
import { ChatView } from './components/chat-view/chat-view.ts'
import { defineElement } from './components/define-element.ts'

/** On the registered class: which copy of the bundle it is from, and whether the page was warned of another. */
const origin = Symbol.for('chat-view:origin')
const warned = Symbol.for('chat-view:warned')

const thisCopy = {}

/**
 * Registers `<chat-view>` and `<chat-provider>`; their parts follow on demand. `script` is the address of the bundle,
 * next to which the server is. A second copy, or another version, changes nothing, and the page is warned once (EM12).
 */
export function defineElements(script?: string): void {
  // On a server there is nothing to register with (EM8).
  if (typeof customElements === 'undefined') return
  const registered = customElements.get('chat-view')
  if (registered) {
    warnOnce(registered)
    return
  }
  if (script?.startsWith('http')) {
    ChatView.defaultServer = ChatProvider.defaultServer = new URL('.', script).href.replace(/\/+$/, '')
  }
  Object.defineProperty(ChatView, origin, { value: thisCopy })
  defineElement('chat-view', ChatView)
  defineElement('chat-provider', ChatProvider)
}

function warnOnce(registered: CustomElementConstructor): void {
  if (Reflect.get(registered, origin) === thisCopy || Object.hasOwn(registered, warned)) return
  Object.defineProperty(registered, warned, { value: true })
  console.warn('chat-view: loaded more than once; the first one stays')
}
