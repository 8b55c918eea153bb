import { expect } from 'chai'
import { ChatPage, find, findAll, until } from '../../testing/chat-page.ts'

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

  it('EM3 an address that is to be followed while a thread is shown counts where it names another', async () => {
    const chat = page.chat()
    const [one, other] = [chat.thread(), chat.thread()]
    await one.send('One?').done
    await other.send('Other?').done
    history.replaceState(null, '', `/projects/demo/chat/${one.id}`)
    const view = page.view({ layout: 'page', thread: other.id ?? '' }, chat)
    await until(() => find(view, '.bubble')?.textContent === 'Other?', 'the other thread')
    view.route = '/projects/demo/chat/{thread?}'
    await until(() => view.thread === one.id, 'the thread of the address')
  })

  it('EM3 an address that names no thread names the one that is shown, and Back leads to it', async () => {
    const chat = page.chat()
    const thread = chat.thread()
    await thread.send('One?').done
    history.replaceState(null, '', '/projects/demo/chat')
    const view = page.view({ layout: 'page', thread: thread.id ?? '' }, chat)
    await until(() => find(view, '.bubble'), 'the thread')
    view.route = '/projects/demo/chat/{thread?}'
    await until(() => location.pathname.endsWith(thread.id ?? '?'), 'its address')
    await view.newThread()
    expect(location.pathname).to.equal('/projects/demo/chat')
    history.back()
    await until(() => view.thread === thread.id, 'the way back')
  })

  it('EM3 a new thread gets its address with its first message, and back does not lead to nowhere', async () => {
    history.replaceState(null, '', '/projects/demo/chat')
    const length = history.length
    const view = page.view({ layout: 'page', route: '/projects/demo/chat/{thread?}' })
    await (await view.send('Why?')).done
    await until(() => location.pathname === `/projects/demo/chat/${view.thread}`, 'its address')
    expect(history.length).to.equal(length)
  })

  it('CV11.2 a message’s link opens its thread, and brings the message into view', async () => {
    const copied: string[] = []
    const { clipboard } = navigator
    const fake = { writeText: async (text: string) => void copied.push(text) }
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: fake })
    try {
      const chat = page.chat()
      const thread = chat.thread()
      await thread.send('One?').done
      await chat.thread().send('Other?').done
      history.replaceState(null, '', `/projects/demo/chat/${thread.id}`)
      const route = '/projects/demo/chat/{thread?}'
      const first = page.view({ layout: 'page', route }, chat)
      const more = await until(() => find(first, 'chat-message')?.shadowRoot && find(first, '.more'), 'the menu')
      more.click()
      const item = (name: string) => findAll(first, '[role=menuitem]').find(one => one.textContent?.trim() === name)
      ;(await until(() => item('Copy link'), 'the item')).click()
      await until(() => copied.length === 1, 'the link')
      first.remove()
      history.replaceState(null, '', '/projects/demo/chat')
      history.replaceState(null, '', copied[0])
      const again = page.view({ layout: 'page', route }, chat)
      const row = await until(() => find(again, 'chat-message.sought'), 'the message')
      expect(again.thread).to.equal(thread.id)
      expect(row.textContent !== null && copied[0]?.includes(`${thread.id}#m-`)).to.equal(true)
    } finally {
      Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard })
    }
  })

  it('EM3 another pattern counts from then on, and none leaves the address alone', async () => {
    history.replaceState(null, '', '/help')
    const view = page.view({ layout: 'page', route: '/help/{thread?}' })
    await (await view.send('Why?')).done
    await until(() => location.pathname === `/help/${view.thread}`, 'its address')
    view.route = '?chat={thread}'
    await until(() => location.search === `?chat=${view.thread}`, 'its other address')
    view.route = null
    const { href } = location
    await view.newThread()
    await (await view.send('And?')).done
    expect(location.href).to.equal(href)
    history.replaceState(null, '', '/help/')
    view.route = '/help/{thread?}'
    await until(() => location.pathname === `/help/${view.thread}`, 'an address again')
  })

  it('EM3 a pattern whose addresses would not lead back is told of, and the address is left alone', async () => {
    const problems: string[] = []
    const view = page.view({ layout: 'page', route: 'https://other.example/{thread?}' })
    view.addEventListener('chat-error', ({ code, error }) => problems.push(code, String(error)))
    await (await view.send('Why?')).done
    expect(problems[0]).to.equal('invalid_attribute')
    expect(problems[1]).to.contain('<chat-view route="https://other.example/{thread?}">')
    expect(problems).to.have.length(2)
    expect(location.href).to.equal(before)
  })

  it('EM3 without the attribute the page’s address is left alone', async () => {
    const view = page.view({ layout: 'page' })
    await (await view.send('Why?')).done
    await view.newThread()
    expect(location.href).to.equal(before)
  })

  describe('an invitation in the address', () => {
    const route = '/projects/demo/chat/{thread?}'
    const invited = async () => {
      const owner = page.chat()
      const thread = owner.thread()
      await thread.send('Come in').done
      const { token, invite } = await thread.participants.createInvite('viewer')
      return { thread, invite, address: `/projects/demo/chat#chat-invite=${encodeURIComponent(token)}` }
    }
    const told = (view: ReturnType<ChatPage['view']>) =>
      until(() => find(view, '.connection[role=alert]')?.textContent?.trim(), 'the words')

    it('CV10.2 lets its bearer in, shows the thread, and leaves the address without it', async () => {
      const { thread, address } = await invited()
      history.replaceState(null, '', address)
      const view = page.view({ layout: 'page', route }, page.chat())
      expect(location.hash === '' || (await until(() => location.hash === ''))).to.equal(true)
      await until(() => view.thread === thread.id, 'the thread')
      await until(() => find(view, '[part~=message-user]'), 'its messages')
      await until(() => location.pathname === `/projects/demo/chat/${thread.id}`, 'its address')
    })

    it('CV10.2 one that is pasted into the open page is taken too', async () => {
      history.replaceState(null, '', '/projects/demo/chat')
      const view = page.view({ layout: 'page', route }, page.chat())
      await until(() => find(view, '[part~=input]'), 'the input')
      const { thread, address } = await invited()
      location.hash = address.slice(address.indexOf('#'))
      await until(() => view.thread === thread.id, 'the thread')
    })

    it('UX6 one that is forged, or was revoked, is told of in words', async () => {
      history.replaceState(null, '', '/projects/demo/chat#chat-invite=forged')
      const view = page.view({ layout: 'page', route }, page.chat())
      expect(await told(view)).to.contain('not valid')
      expect(location.hash).to.equal('')
      find(view, '.connection[role=alert] button')?.click()
      await until(() => find(view, '.connection[role=alert]') === null, 'the end of them')
      const { thread, invite, address } = await invited()
      await thread.participants.revoke(invite.id)
      location.hash = address.slice(address.indexOf('#'))
      expect(await told(view)).to.contain('revoked or is used up')
      expect(view.thread).to.equal(null)
    })

    it('EM3 without the attribute it is the page’s own', async () => {
      const { address } = await invited()
      history.replaceState(null, '', address)
      const view = page.view({ layout: 'page' }, page.chat())
      await until(() => find(view, '[part~=input]'), 'the input')
      expect(location.hash).to.contain('#chat-invite=')
      expect(view.thread).to.equal(null)
    })
  })
})
