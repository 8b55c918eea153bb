import type { ChatThreadChangeEvent } from '@chat-view/widget'
import { ChatView } from '@chat-view/widget/react'
import { createElement as h, StrictMode, useCallback, useState } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'

declare global {
  interface Window {
    /** What the page's listeners heard, in order. */
    heard: string[]
    /** How often a token was asked for, and by which rendering's function. */
    asked: number[]
  }
}

const place = new URLSearchParams(location.search)
const [server, project, token] = ['server', 'project', 'token'].map(name => place.get(name) ?? '')
let renderings = 0
window.heard = []
window.asked = []

/** A page as React's users write it: every function, list and table is another one at each rendering. */
function Page() {
  const [shown, show] = useState(true)
  const [key, setKey] = useState(0)
  const [count, setCount] = useState(0)
  const [thread, setThread] = useState<string | null>(null)
  const rendering = ++renderings
  const storm = useCallback(() => {
    for (let turn = 0; turn < 200; turn++) flushSync(() => setCount(turn + 1))
  }, [])
  const chat = h(ChatView, {
    key,
    server,
    project,
    layout: 'page',
    locale: 'en',
    prompts: ['A table, please'],
    strings: { 'composer.placeholder': 'Write here' },
    style: { height: '400px' },
    ...(token && {
      getToken: () => {
        window.asked.push(rendering)
        return Promise.resolve(token)
      },
    }),
    onChatReady: () => window.heard.push('ready'),
    onChatMessage: ({ role }) => window.heard.push(`message ${role}`),
    onChatThreadChange: (event: ChatThreadChangeEvent) => {
      setThread(event.thread)
      window.heard.push(`thread ${event.thread === null ? 'new' : 'made'} at ${count}`)
    },
  })
  return h(
    'main',
    null,
    h('button', { type: 'button', onClick: storm }, 'Storm'),
    h('button', { type: 'button', onClick: () => setKey(key + 1) }, 'Another key'),
    h('button', { type: 'button', onClick: () => show(!shown) }, 'Show or hide'),
    h('output', null, `${count} ${thread ?? 'new'}`),
    shown ? chat : null,
  )
}

const root = document.querySelector('#root')
if (root) createRoot(root).render(h(StrictMode, null, h(Page)))
