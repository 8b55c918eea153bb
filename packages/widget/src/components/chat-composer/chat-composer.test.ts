import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import { find, findAll, nextFrame, until } from '../../testing/chat-page.ts'
import { Conversation } from '../../testing/conversation.ts'

describe('<chat-composer>', () => {
  let talk: Conversation
  const input = () => until(() => find<HTMLTextAreaElement>(talk.view, '[part~=input]'), 'the input')
  const sent = () => talk.page.server.frames.filter(frame => frame.type === 'command' && frame.name === 'sendMessage')

  beforeEach(async () => {
    talk = await Conversation.begin({ answer: () => 'One two three four five six.' })
  })
  afterEach(async () => {
    await talk.close()
    localStorage.clear()
  })

  it('CV11 sends by Enter and breaks the line by Shift and Enter', async () => {
    await talk.show()
    const field = await input()
    field.focus()
    await sendKeys({ type: 'one' })
    await sendKeys({ down: 'Shift' })
    await sendKeys({ press: 'Enter' })
    await sendKeys({ up: 'Shift' })
    await sendKeys({ type: 'two' })
    expect(field.value).to.equal('one\ntwo')
    await sendKeys({ press: 'Enter' })
    const bubble = await until(() => find(talk.view, '.bubble'), 'the message')
    expect(bubble.textContent).to.equal('one\ntwo')
    expect(field.value).to.equal('')
    expect(deepActiveElement() === field).to.equal(true)
  })

  const compositions = {
    'Chrome, where the key says it is composing': [
      ['compositionstart'],
      ['keydown', { isComposing: true, keyCode: 229 }],
      ['compositionend'],
    ],
    'Safari, where the composition has ended before the key': [
      ['compositionstart'],
      ['compositionend'],
      ['keydown', { isComposing: false, keyCode: 229 }],
    ],
  } as const
  for (const [browser, events] of Object.entries(compositions))
    it(`CV11 is not sent by the Enter that ends a composition: ${browser}`, async () => {
      await talk.show()
      const field = await input()
      field.value = '日本語'
      field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
      for (const [type, init] of events) {
        const event = init
          ? new KeyboardEvent(type, {
              key: 'Enter',
              bubbles: true,
              composed: true,
              cancelable: true,
              isComposing: init.isComposing,
            })
          : new CompositionEvent(type, { bubbles: true, composed: true })
        if (init) Object.defineProperty(event, 'keyCode', { value: init.keyCode })
        field.dispatchEvent(event)
        expect(event.defaultPrevented).to.equal(false)
      }
      await nextFrame()
      expect(sent()).to.have.length(0)
      expect(field.value).to.equal('日本語')
      field.focus()
      await sendKeys({ press: 'Enter' })
      await until(() => sent().length === 1, 'the message')
    })

  it('CV11 grows with its text up to 40 % of the height', async () => {
    await talk.show()
    const field = await input()
    const height = () => field.getBoundingClientRect().height
    const one = height()
    field.focus()
    field.value = 'a\nb\nc'
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
    await nextFrame()
    expect(height()).to.be.closeTo(one + 48, 1)
    field.value = 'line\n'.repeat(200)
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
    await nextFrame()
    expect(height()).to.be.at.most(innerHeight * 0.4 + 1)
  })

  it('CV2 stops the answer and keeps the focus; UX1 nothing is taken from who writes', async () => {
    await talk.show()
    await talk.ask('Why?')
    const stop = await talk.button('Stop')
    talk.page.server.release(2)
    stop.focus()
    stop.click()
    await until(() => find(talk.view, '.notice'), 'the notice')
    expect(talk.messages.at(-1)?.shadowRoot?.textContent).to.include('Stopped')
    expect(deepActiveElement() === (await input())).to.equal(true)
    expect(find(talk.view, '[part~=stop]') === null).to.equal(true)
  })

  it('CV11 lets the next question be written while an answer comes', async () => {
    await talk.show()
    await talk.ask('Why?')
    await talk.button('Stop')
    const field = await input()
    field.focus()
    await sendKeys({ type: 'And then?' })
    talk.page.server.release()
    await until(() => !find(talk.view, '[part~=stop]'), 'the end')
    expect(field.value).to.equal('And then?')
    expect(deepActiveElement() === field).to.equal(true)
  })

  it('CV11 says when a text is too long, and does not send it', async () => {
    await talk.show()
    const field = await input()
    field.value = 'a'.repeat(100_002)
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
    await until(() => find(talk.view, '.note[role=alert]')?.textContent?.includes('2 characters'), 'the note')
    expect(field.ariaInvalid ?? field.getAttribute('aria-invalid')).to.equal('true')
    ;(await talk.button('Send')).click()
    await nextFrame()
    expect(sent()).to.have.length(0)
  })

  const file = (text?: string) => {
    const data = new DataTransfer()
    data.items.add(new File(['x'], 'x.txt'))
    if (text !== undefined) data.setData('text/plain', text)
    return data
  }
  const refusal = () => until(() => find(talk.view, '.note[role=alert]')?.textContent?.includes('Files'), 'the note')

  for (const part of ['composer', 'messages', 'header'])
    it(`CV11 a file that is dropped on the ${part} is refused in words; the page does not open it, the text stays`, async () => {
      talk.mine('Is it worth it?')
      await talk.show()
      const field = await input()
      field.focus()
      await sendKeys({ type: 'half a question' })
      const target = await until(() => find(talk.view, `[part~=${part}]`))
      const init = { dataTransfer: file(), bubbles: true, cancelable: true, composed: true }
      const over = new DragEvent('dragover', init)
      const drop = new DragEvent('drop', init)
      target.dispatchEvent(over)
      expect(find(talk.view, '.note[role=alert]')).to.equal(null)
      target.dispatchEvent(drop)
      expect([over.defaultPrevented, drop.defaultPrevented]).to.deep.equal([true, true])
      await refusal()
      expect(field.value).to.equal('half a question')
      await sendKeys({ type: '?' })
      await until(() => !find(talk.view, '.note[role=alert]'), 'the usual note')
    })

  it('EM11 a composer alone in a layout takes the files that are dropped on it, and leaves the others to the page', () => {
    const layout = document.createElement('div')
    const root = layout.attachShadow({ mode: 'open' })
    const [beside, alone] = [document.createElement('div'), document.createElement('chat-composer')]
    root.append(beside, alone)
    talk.page.add(layout)
    const taken = (target: HTMLElement) =>
      (['dragover', 'drop'] as const).map(type => {
        const event = new DragEvent(type, { dataTransfer: file(), bubbles: true, cancelable: true, composed: true })
        target.dispatchEvent(event)
        return event.defaultPrevented
      })
    expect(taken(beside)).to.deep.equal([false, false])
    expect(taken(alone)).to.deep.equal([true, true])
  })

  it('CV11 a pasted file is refused in words, but text that brings a picture along is pasted', async () => {
    await talk.show()
    const field = await input()
    const paste = (clipboardData: DataTransfer) => {
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true })
      return field.dispatchEvent(event)
    }
    expect(paste(file('1\t2'))).to.equal(true)
    await nextFrame()
    expect(find(talk.view, '.note[role=alert]')).to.equal(null)
    expect(paste(file())).to.equal(false)
    await refusal()
  })

  it('CV11 text that is dropped is the browser’s to insert', async () => {
    await talk.show()
    const data = new DataTransfer()
    data.setData('text/plain', 'words')
    const drop = new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true, composed: true })
    ;(await input()).dispatchEvent(drop)
    expect(drop.defaultPrevented).to.equal(false)
  })

  it('UX1 has names, and a send button that keeps the focus when there is nothing to send', async () => {
    await talk.show()
    const send = await talk.button('Send')
    send.focus()
    expect(send.ariaDisabled ?? send.getAttribute('aria-disabled')).to.equal('true')
    send.click()
    expect(deepActiveElement() === send).to.equal(true)
    expect((await input()).getAttribute('aria-label')).to.equal('Message')
  })

  for (const locale of ['en', 'de', 'es', 'fr', 'pt', 'ja', 'zh', 'ar'])
    it(`UX5 what the empty field says fits into one line of a small phone, so that its height stays (${locale})`, async () => {
      // As wide as it is there, where letters and buttons are larger.
      const view = await talk.show({ locale }, { width: 312, height: 500 })
      view.style.setProperty('--chat-size', '16px')
      const field = await input()
      await until(() => field.placeholder.length > 3 && field.clientHeight > 0, 'what it says')
      const { placeholder, clientHeight } = field
      talk.chat.thread(talk.row.thread.id).send('Is it worth it?')
      await until(() => field.placeholder !== placeholder, 'what it says while an answer comes')
      expect(field.clientHeight).to.equal(clientHeight)
    })

  it('UX6 an archived thread says so and can be restored; a read-only one takes nothing', async () => {
    talk.mine('Does the fee still apply?')
    await talk.show()
    await talk.chat.threads.archive(talk.row.thread.id)
    const restore = await talk.button('Restore')
    expect(find(talk.view, '[part~=input]') === null).to.equal(true)
    restore.click()
    await input()
    talk.view.readonly = true
    await until(() => find(talk.view, '.banner'), 'the strip')
    expect(findAll(talk.view, 'textarea')).to.have.length(0)
  })
})
