import { ChatProvider } from './components/chat-provider/chat-provider.ts'
import { ChatView } from './components/chat-view/chat-view.ts'
import { defineElement } from './components/define-element.ts'

const twice = Symbol.for('chat-view:twice')

/**
 * Registers `<chat-view>` and `<chat-provider>`; their parts follow on demand. `script` is the address of the bundle,
 * next to which the server is. A second copy, or another version, changes nothing, and the page is warned once (EM12).
 */
export function defineElements(script?: string): void {
  // On a server there is nothing to register with (EM8).
  if (typeof customElements === 'undefined') return
  const registered = customElements.get('chat-view')
  if (registered) {
    if (registered !== ChatView && !Object.hasOwn(registered, twice)) {
      Object.defineProperty(registered, twice, { value: true })
      console.warn('chat-view: loaded more than once; the first one stays')
    }
    return
  }
  if (script?.startsWith('http'))
    ChatView.defaultServer = ChatProvider.defaultServer = new URL('.', script).href.replace(/\/+$/, '')
  defineElement('chat-view', ChatView)
  defineElement('chat-provider', ChatProvider)
}
