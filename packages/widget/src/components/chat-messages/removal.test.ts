import { expect } from 'chai'
import { find, findAll, nextFrame, nextTask, until } from '../../testing/chat-page.ts'
import { Conversation } from '../../testing/conversation.ts'

/** Counts what is begun and not ended: listeners of page, window and media, timers, observers. */
const countLeft = () => {
  const left = { listeners: new Set<string>(), timers: new Set<unknown>(), observed: new Set<object>() }
  const undo: (() => void)[] = []
  const replace = <T extends object, K extends keyof T>(target: T, name: K, value: T[K]) => {
    const own = Object.getOwnPropertyDescriptor(target, name)
    Object.defineProperty(target, name, { configurable: true, writable: true, value })
    undo.push(() => (own ? Object.defineProperty(target, name, own) : Reflect.deleteProperty(target, name)))
  }
  const ids = new Map<unknown, number>()
  const nameOf = (type: string, listener: unknown, options: unknown) => {
    if (!ids.has(listener)) ids.set(listener, ids.size)
    const capture =
      typeof options === 'object' ? Boolean((options as AddEventListenerOptions | null)?.capture) : options
    return `${type} ${ids.get(listener)} ${Boolean(capture)}`
  }
  for (const target of [window, document] as EventTarget[]) {
    const { addEventListener, removeEventListener } = target
    const place = target === window ? 'window' : 'document'
    replace(target, 'addEventListener', (type, listener, options) => {
      const name = `${place} ${nameOf(type, listener, options)}`
      left.listeners.add(name)
      if (typeof options === 'object') options.signal?.addEventListener('abort', () => left.listeners.delete(name))
      addEventListener.call(target, type, listener, options)
    })
    replace(target, 'removeEventListener', (type, listener, options) => {
      left.listeners.delete(`${place} ${nameOf(type, listener, options)}`)
      removeEventListener.call(target, type, listener, options)
    })
  }
  const { setInterval, clearInterval } = window
  replace(window, 'setInterval', ((...call: Parameters<typeof setInterval>) => {
    const timer = setInterval(...call)
    left.timers.add(timer)
    return timer
  }) as typeof setInterval)
  replace(window, 'clearInterval', timer => {
    left.timers.delete(timer)
    clearInterval(timer)
  })
  for (const Observer of [ResizeObserver, IntersectionObserver, MutationObserver] as { prototype: ResizeObserver }[]) {
    const { observe, disconnect } = Observer.prototype
    replace(Observer.prototype, 'observe', function (this: ResizeObserver, ...call) {
      left.observed.add(this)
      observe.apply(this, call)
    })
    replace(Observer.prototype, 'disconnect', function (this: ResizeObserver) {
      left.observed.delete(this)
      disconnect.call(this)
    })
  }
  const restore = () => {
    for (const back of undo.reverse()) back()
  }
  return { left, restore }
}

describe('the conversation', () => {
  it('EM7 leaves no listener, timer or observer when it is removed, 50 times over', async () => {
    const talk = await Conversation.begin({ answer: () => 'word '.repeat(200), pageSize: 12 })
    for (let turn = 0; turn < 60; turn++) {
      talk.mine(`Question ${turn}`)
      talk.answer(`Answer ${turn}\n\n\`\`\`js\nlet a\n\`\`\``)
    }
    const view = talk.page.view({ thread: talk.row.thread.id }, talk.chat)
    await until(() => findAll(view, 'chat-message').length >= 3, 'the messages')
    view.send('More?')
    await until(() => talk.page.server.answers.running.size > 0, 'the answer')
    talk.page.server.release(5)
    const box = view.parentElement
    view.remove()
    await nextTask()
    const { left, restore } = countLeft()
    try {
      for (let turn = 0; turn < 50; turn++) {
        box?.append(view)
        await until(() => findAll(view, 'chat-message').length >= 3, 'the messages')
        talk.page.server.release(1)
        if (turn % 5 === 0) {
          const scroller = await until(() => find(view, '.messages'))
          scroller.scrollTop = 0
          await nextFrame()
        }
        view.remove()
        await nextTask()
      }
      await nextFrame()
      expect([...left.listeners]).to.deep.equal([])
      expect(left.timers.size).to.equal(0)
      expect(left.observed.size).to.equal(0)
    } finally {
      restore()
      await talk.close()
    }
  })
})
