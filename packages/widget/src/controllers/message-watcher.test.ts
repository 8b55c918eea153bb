import type { Chat, MessageView, ThreadHandle } from '@chat-view/sdk'
import { expect } from 'chai'
import { ChatPage, until } from '../testing/chat-page.ts'
import { MessageWatcher } from './message-watcher.ts'

describe('MessageWatcher', () => {
  let page: ChatPage
  let chat: Chat
  const watchers: MessageWatcher[] = []
  beforeEach(() => {
    page = new ChatPage()
    chat = page.chat()
  })
  afterEach(async () => {
    for (const watcher of watchers.splice(0)) watcher.stop()
    await page.close()
  })

  const watch = (thread: ThreadHandle): string[] => {
    const told: string[] = []
    const note = ({ role, versions }: MessageView): void => void told.push(`${role} ${versions.count}`)
    watchers.push(new MessageWatcher(thread, note))
    return told
  }
  const ready = (thread: ThreadHandle) => until(() => thread.$timeline.get().status === 'ready', 'the thread')

  it('EM2 tells of a question once the server has it, and of an answer once it is done', async () => {
    const thread = chat.thread()
    const told = watch(thread)
    await thread.send('Why?').done
    await until(() => told.length === 2, 'both')
    await thread.send('And then?').done
    await until(() => told.length === 4, 'both again')
    expect(told).to.deep.equal(['user 1', 'assistant 1', 'user 1', 'assistant 1'])
  })

  it('EM2 tells nothing of what was there before', async () => {
    const first = chat.thread()
    await first.send('Why?').done
    const again = chat.thread(first.id ?? '')
    const told = watch(again)
    await ready(again)
    expect(told).to.deep.equal([])
    await again.send('And then?').done
    await until(() => told.length === 2, 'both')
    again.close()
  })

  it('EM2 tells of another answer in the place of an old one', async () => {
    const thread = chat.thread()
    await thread.send('Why?').done
    const told = watch(thread)
    const answer = thread.$timeline.get().keys.at(-1) ?? ''
    await thread.regenerate(answer).done
    await until(() => told.length === 1, 'the new answer')
    expect(told).to.deep.equal(['assistant 2'])
  })

  it('EM7 hears nothing more once it was stopped', async () => {
    const thread = chat.thread()
    const told = watch(thread)
    for (const watcher of watchers) watcher.stop()
    await thread.send('Why?').done
    expect(told).to.deep.equal([])
  })
})
