import { sendMouse } from '@web/test-runner-commands'
import { expect } from 'chai'
import { find, findAll, nextFrame, until } from '../../testing/chat-page.ts'
import { Conversation } from '../../testing/conversation.ts'
import { type NoticeName, setNotice, wantsNotice } from './notice-settings.ts'
import { badgeTitle } from './title-badge.ts'

describe('notices of answers that are complete while one looks elsewhere', () => {
  let talk: Conversation
  let played: number
  const title = document.title
  const real = AudioContext
  beforeEach(async () => {
    played = 0
    document.title = 'A shop'
    talk = await Conversation.begin({ answer: () => 'One two three.' })
    class Counted extends real {
      override async resume(): Promise<void> {
        played++
      }
      override createGain(): never {
        throw new Error('not heard here')
      }
    }
    Object.defineProperty(window, 'AudioContext', { configurable: true, writable: true, value: Counted })
  })
  afterEach(async () => {
    await talk.close()
    Object.defineProperty(window, 'AudioContext', { configurable: true, writable: true, value: real })
    Reflect.deleteProperty(document, 'visibilityState')
    for (const name of ['sound', 'title'] as const) setNotice(name, false)
    document.title = title
    localStorage.clear()
  })

  /** What was wanted before is there by then: both wait for the same module. */
  const loaded = async () => {
    await import('./notices.ts')
    await nextFrame()
  }
  const on = async (...names: NoticeName[]) => {
    for (const name of names) setNotice(name, true)
    await loaded()
  }
  const visibility = (state: DocumentVisibilityState) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: state })
    document.dispatchEvent(new Event('visibilitychange'))
  }
  const complete = async () => {
    const before = talk.messages.length
    await talk.ask('Why?')
    await talk.button('Stop')
    return async () => {
      talk.page.server.release()
      await until(() => !find(talk.view, '[part~=stop]') && talk.messages.length >= before + 2, 'the answer')
    }
  }

  it('CV1.2 are off until somebody wants them', async () => {
    await talk.show({ layout: 'popup', open: '' })
    const end = await complete()
    talk.view.hide()
    await end()
    await nextFrame()
    expect(document.title).to.equal('A shop')
    expect(played).to.equal(0)
    expect([wantsNotice('sound'), wantsNotice('title')]).to.deep.equal([false, false])
  })

  it('CV1.2 count in the title while the panel is closed, until it is opened', async () => {
    await on('title')
    await talk.show({ layout: 'popup', open: '' })
    const end = await complete()
    talk.view.hide()
    await end()
    await until(() => document.title === '(1) A shop', 'the count')
    talk.view.show()
    await until(() => document.title === 'A shop', 'the title')
  })

  it('CV1.2 count while the page is hidden; what the page makes of its title meanwhile stays', async () => {
    await on('title')
    await talk.show()
    const end = await complete()
    visibility('hidden')
    await end()
    await until(() => document.title === '(1) A shop', 'the count')
    document.title = 'Checkout'
    visibility('visible')
    await nextFrame()
    expect(document.title).to.equal('Checkout')
  })

  it('CV1.2 say nothing of an answer that one sees come', async () => {
    await on('title', 'sound')
    await talk.show()
    const end = await complete()
    await end()
    await nextFrame()
    expect(document.title).to.equal('A shop')
    expect(played).to.equal(0)
  })

  it('CV1.2 of several chats with one thread, one makes a sound', async () => {
    await on('sound', 'title')
    await talk.show()
    const twin = talk.page.view({ layout: 'inline', thread: talk.row.thread.id }, talk.chat)
    await until(() => find(twin, '[part~=input]'), 'the twin')
    const end = await complete()
    // A page that nobody has touched may make no sound.
    await sendMouse({ type: 'click', position: [4, 4] })
    visibility('hidden')
    await end()
    await until(() => document.title === '(1) A shop', 'the count')
    await until(() => played > 0, 'the sound')
    for (let frame = 0; frame < 30; frame++) await nextFrame()
    expect(played).to.equal(1)
  })

  it('CV1.2 what is seen in another tab counts no longer in this one, whichever hears of it first', async () => {
    await on('title')
    const tab = new BroadcastChannel('chat-view:seen')
    try {
      await talk.show()
      const end = await complete()
      visibility('hidden')
      const ids: string[] = []
      talk.view.addEventListener('chat-message', ({ message, role }) => role === 'assistant' && ids.push(message))
      await end()
      await until(() => document.title === '(1) A shop', 'the count')
      tab.postMessage(ids)
      await until(() => document.title === 'A shop', 'the title')
      visibility('visible')
      const next = await complete()
      visibility('hidden')
      const { running } = talk.page.server.answers
      tab.postMessage([...running.keys()])
      await next()
      for (let frame = 0; frame < 10; frame++) await nextFrame()
      expect(ids).to.have.length(2)
      expect(document.title).to.equal('A shop')
    } finally {
      tab.close()
    }
  })

  it('CV1.2 are switched in the menu of what is one’s own, and are kept', async () => {
    await talk.show({ layout: 'page' }, { width: 1000, height: 600 })
    const item = async () => {
      ;(await talk.button('Your data')).click()
      const items = () => findAll(talk.view, '[role=menuitemcheckbox]')
      return until(() => items().find(one => one.textContent?.includes('title')), 'the item')
    }
    const first = await item()
    expect(first.getAttribute('aria-checked')).to.equal('false')
    first.click()
    expect(wantsNotice('title')).to.equal(true)
    await loaded()
    const end = await complete()
    visibility('hidden')
    await end()
    await until(() => document.title === '(1) A shop', 'the count')
    visibility('visible')
    const second = await item()
    expect(second.getAttribute('aria-checked')).to.equal('true')
    second.click()
    expect(wantsNotice('title')).to.equal(false)
  })

  it('EM6 where storage is blocked they are off, and nothing offers them', async () => {
    const storage = Object.getOwnPropertyDescriptor(window, 'localStorage')
    Object.defineProperty(window, 'localStorage', {
      configurable: true,
      get() {
        throw new DOMException('blocked', 'SecurityError')
      },
    })
    try {
      expect(setNotice('sound', true)).to.equal(false)
      expect(wantsNotice('sound')).to.equal(false)
      await talk.show({ layout: 'page' }, { width: 1000, height: 600 })
      ;(await talk.button('Your data')).click()
      await until(() => findAll(talk.view, '[role=menuitem]').length > 0, 'the menu')
      expect(findAll(talk.view, '[role=menuitemcheckbox]')).to.have.length(0)
    } finally {
      if (storage) Object.defineProperty(window, 'localStorage', storage)
      else Reflect.deleteProperty(window, 'localStorage')
    }
  })

  it('EM7 several chats on a page share the count', () => {
    const [one, other] = [{}, {}]
    badgeTitle(one, new Set(['a', 'b']))
    badgeTitle(other, new Set(['b', 'c']))
    expect(document.title).to.equal('(3) A shop')
    badgeTitle(one, new Set())
    expect(document.title).to.equal('(2) A shop')
    badgeTitle(other, new Set())
    expect(document.title).to.equal('A shop')
  })
})
