import type { ChatView as ChatViewElement } from '@chat-view/widget'
import { ChatView } from '@chat-view/widget/react'
import { useRef, useState } from 'react'
import { place } from './place.ts'

const orders = ['Lamp, brass', 'Lantern, tin']

export function App() {
  const chat = useRef<ChatViewElement>(null)
  const [unread, setUnread] = useState(0)
  const [open, setOpen] = useState(false)

  const askAbout = async (order: string) => {
    chat.current?.show()
    chat.current?.focus()
    await chat.current?.send(`Where is my order “${order}”?`)
  }

  return (
    <main>
      <h1>Your orders</h1>
      <ul>
        {orders.map(order => (
          <li key={order}>
            {order}{' '}
            <button type="button" onClick={() => askAbout(order)}>
              Ask about {order}
            </button>
          </li>
        ))}
      </ul>
      <p role="status">
        The chat is {open ? 'open' : 'closed'}, with {unread} unread.
      </p>
      <ChatView
        ref={chat}
        {...place}
        layout="popup"
        prompts={['A table, please']}
        onChatShow={() => setOpen(true)}
        onChatHide={() => setOpen(false)}
        onChatUnread={({ count }) => setUnread(count)}
      >
        <span slot="header">Orders</span>
      </ChatView>
    </main>
  )
}
