import { expect } from 'chai'
import { ChatPage, find, until } from '../../testing/chat-page.ts'

describe('an address for each thread', () => {
  let page: ChatPage
  const before = location.href
  beforeEach(() => {
    page = new ChatPage()
  })
  afterEach(async () => {
    await page.close()
    history.replaceState(null, '', before)
  })

  it('EM3 the page’s address follows the thread, with back and forward', async () => {
    const chat = page.chat()
    const [one, other] = [chat.thread(), chat.thread()]
    await one.send('One?').done
    await other.send('Other?').done
    history.replaceState(null, '', `/projects/demo/chat/${one.id}`)
    const view = page.view({ layout: 'page', route: '/projects/demo/chat/{thread?}' }, chat)
    await until(() => view.thread === one.id, 'the thread of the address')
    const rows = await until(() => find(view, `[data-id="${other.id}"] a.open-thread`), 'the other thread')
    expect(rows.getAttribute('href')).to.equal(`/projects/demo/chat/${other.id}`)
    rows.click()
    await until(() => location.pathname.endsWith(other.id ?? '?'), 'the other address')
    await view.newThread()
    expect(location.pathname).to.equal('/projects/demo/chat')
    history.back()
    await until(() => view.thread === other.id, 'the way back')
    history.back()
    await until(() => view.thread === one.id, 'the way back')
    history.forward()
    await until(() => view.thread === other.id, 'the way forward')
    expect(location.pathname).to.equal(`/projects/demo/chat/${other.id}`)
  })

  it('EM3 a new thread gets its address with its first message, and back does not lead to nowhere', async () => {
    history.replaceState(null, '', '/projects/demo/chat')
    const length = history.length
    const view = page.view({ layout: 'page', route: '/projects/demo/chat/{thread?}' })
    await (await view.send('Why?')).done
    await until(() => location.pathname === `/projects/demo/chat/${view.thread}`, 'its address')
    expect(history.length).to.equal(length)
  })

  it('EM3 without the attribute the page’s address is left alone', async () => {
    const view = page.view({ layout: 'page' })
    await (await view.send('Why?')).done
    await view.newThread()
    expect(location.href).to.equal(before)
  })
})
