import { memoryStorage } from '@chat-view/sdk/testing'
import { ContextEvent } from '@lit/context'
import { expect } from 'chai'
import { type Surface, surfaceContext } from '../context/surface-context.ts'
import { ChatPage, nextTask, until } from '../testing/chat-page.ts'
import { failingTag } from '../testing/failing-tag.ts'
import { ChatHost, type SurfaceWishes } from './chat-host.ts'
import type { ChatSettings } from './chat-settings.ts'

const wishes: SurfaceWishes = {
  layout: 'inline',
  room: 'wide',
  readonly: false,
  shown: true,
  prompts: null,
  address: () => null,
  focusComposer: () => {},
}

describe('the host of an instance', () => {
  let page: ChatPage
  let host: ChatHost
  let errors: string[]
  const settingsOf = (locale: string): ChatSettings => ({
    server: '',
    project: '',
    getToken: undefined,
    locale,
    strings: {},
    tools: null,
    chat: page.chat(),
  })
  beforeEach(() => {
    page = new ChatPage()
    errors = []
    const element = page.add(document.createElement('div'))
    element.addEventListener('chat-error', ({ code }) => errors.push(code))
    host = new ChatHost(element, wishes)
  })
  afterEach(async () => {
    host.close()
    await page.close()
  })

  it('EM10 words of a language that was left, and come late, do not come back', async () => {
    const chat = page.chat()
    const settings = (locale: string, untitled: string): ChatSettings => ({
      ...settingsOf(locale),
      strings: { 'thread.untitled': untitled },
      chat,
    })
    const shown = () => [host.localisation?.tag, host.localisation?.text('thread.untitled')]
    const first = host.configure(settings('en', 'First'), null)
    await first
    const former = host.localisation
    await Promise.all([host.configure(settings('de', 'Second'), null), host.configure(settings('en', 'Third'), null)])
    expect(shown()).to.deep.equal(['en', 'Third'])
    await former?.dialogs()
    expect(shown()).to.deep.equal(['en', 'Third'])
    await host.localisation?.dialogs()
    expect(shown()).to.deep.equal(['en', 'Third'])
  })

  it('EM10 where words cannot be loaded those that there are stay; that is told, and they are asked for again', async () => {
    const lost = failingTag('de')
    const settings = settingsOf('en')
    await host.configure(settings, null)
    lost.fail()
    await host.configure({ ...settings, locale: lost.tag }, null)
    expect([host.localisation?.tag, ...errors]).to.deep.equal(['en', 'network'])
    await host.configure({ ...settings, locale: lost.tag }, null)
    expect([host.localisation?.tag, ...errors]).to.deep.equal(['de', 'network'])
  })

  it('UX7 without any words it is not ready, and the same settings make it so', async () => {
    const lost = failingTag('de')
    const settings = settingsOf(lost.tag)
    lost.fail()
    const failure = await host.configure(settings, null).catch((error: unknown) => error)
    expect(failure).to.be.instanceOf(TypeError)
    const { chat, thread } = host
    await host.configure(settings, null)
    expect(host.localisation?.tag).to.equal('de')
    expect(host.chat === chat && host.thread === thread, 'one chat').to.equal(true)
  })

  it('UX7 prompts, strings and hosts of another type than they have are left out, and that is told once', async () => {
    const settings = settingsOf('en')
    const strings: unknown = { 'header.chat': 5, 'composer.label': 'Your words' }
    const prompts: unknown = 'What?'
    const element = page.add(Object.assign(document.createElement('div'), { imageHosts: 'a.example' }))
    element.addEventListener('chat-error', ({ code }) => errors.push(code))
    host.close()
    host = new ChatHost(element, { ...wishes, prompts: prompts as readonly string[] })
    let surface: Surface | null = null
    const consumer = element.appendChild(document.createElement('i'))
    consumer.dispatchEvent(
      new ContextEvent(surfaceContext, consumer, (given: Surface | null) => (surface = given), true),
    )
    for (let turn = 0; turn < 2; turn++)
      await host.configure({ ...settings, strings: strings as ChatSettings['strings'] }, null)
    expect(surface).to.include({ prompts: null })
    expect(host.localisation?.text('header.chat')).to.equal('Chat')
    expect(host.localisation?.text('composer.label')).to.equal('Your words')
    expect(errors).to.deep.equal(['invalid_attribute', 'invalid_attribute', 'invalid_attribute'])
  })

  it('CV6 RT11 a thread whose first message was not sent is open again on the next page, while nothing else is', async () => {
    const storage = memoryStorage()
    const earlier = page.chat(storage)
    await earlier.connect()
    page.server.refuse({ code: 'forbidden', only: 'commands' })
    const unsent = earlier.thread()
    unsent.send('Hello')
    await until(() => unsent.$timeline.get().keys.some(key => unsent.message(key)?.delivery.state === 'failed'), 'no')
    await earlier.close()
    await nextTask()
    const later = page.chat(storage)
    await host.configure({ ...settingsOf('en'), chat: later }, null)
    await until(() => host.thread?.key === unsent.key, 'the thread')
    const { keys } = host.thread?.$timeline.get() ?? {}
    expect(host.thread?.message(keys?.[0] ?? '')?.parts).to.deep.equal([{ kind: 'text', text: 'Hello' }])
    host.openThread(null)
    expect(host.thread?.key).not.to.equal(unsent.key)
    host.close()
    await host.configure({ ...settingsOf('en'), chat: later }, 'another')
    expect(host.thread?.id).to.equal('another')
    host.close()
    await host.configure({ ...settingsOf('en'), chat: later }, null)
    expect(host.thread?.key).to.equal(unsent.key)
  })
})
