import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import { find, findAll, nextFrame, until } from '../../testing/chat-page.ts'
import { Conversation } from '../../testing/conversation.ts'

describe('<chat-message-editor>', () => {
  let talk: Conversation
  let question: string
  const field = () => until(() => find<HTMLTextAreaElement>(talk.view, '.edit textarea'), 'the field')
  const note = (words: string) =>
    until(() => find(talk.view, '.edit [role=alert]')?.textContent?.includes(words), 'the note')
  const edits = () => talk.page.server.frames.filter(frame => frame.type === 'command' && frame.name === 'editMessage')
  const write = async (text: string): Promise<HTMLTextAreaElement> => {
    const input = await field()
    input.value = text
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
    await nextFrame()
    return input
  }
  const begin = async (text: string): Promise<HTMLTextAreaElement> => {
    ;(await talk.button('Edit')).click()
    return write(text)
  }
  const kept = () => sessionStorage.getItem(`chat-view:drafts:${talk.me}`) ?? ''
  const composer = () => until(() => find<HTMLTextAreaElement>(talk.view, '[part~=input]'), 'the composer')
  const told = ({ textContent }: Element) => textContent?.includes('This message is no longer there.')
  /** To another thread and back. */
  const leave = async () => {
    const other = talk.page.server.world.createThread(talk.me, 'Another')
    talk.view.thread = other.thread.id
    await until(() => talk.messages.length === 0, 'the other thread')
  }
  const comeBack = async () => {
    talk.view.thread = talk.row.thread.id
    await until(() => talk.messages.length > 0, 'the messages')
  }
  /** Until what could have opened it again was drawn. */
  const actions = () => talk.button('Edit')

  beforeEach(async () => {
    talk = await Conversation.begin({ answer: () => 'Yes, it would.' })
    question = talk.mine('Is it worth it?').id
    talk.answer('Yes.')
    await talk.show()
  })
  afterEach(async () => {
    await talk.close()
    localStorage.clear()
    sessionStorage.clear()
  })

  it('CV11 an edit that is too long stays where it is, says by how much, and goes once it is shorter', async () => {
    const input = await begin('a'.repeat(100_001))
    await note('1 characters')
    expect(input.getAttribute('aria-invalid')).to.equal('true')
    await sendKeys({ press: 'Enter' })
    await nextFrame()
    expect((await field()).value).to.have.length(100_001)
    expect(edits()).to.have.length(0)
    await write('a'.repeat(100_000))
    expect(find(talk.view, '.edit [role=alert]')).to.equal(null)
    await sendKeys({ press: 'Enter' })
    await until(() => edits().length === 1, 'the edit')
    await until(() => !find(talk.view, '.edit'), 'the message')
  })

  it('CV2 an edit that is refused before it begins stays in its field, and that is told', async () => {
    await begin('Is it worth it in a flat?')
    await talk.chat.close()
    await sendKeys({ press: 'Enter' })
    await note('Disconnected.')
    expect((await field()).value).to.equal('Is it worth it in a flat?')
    await until(() => kept().includes('in a flat'), 'that it is kept')
    await write('Is it worth it?!')
    expect(find(talk.view, '.edit [role=alert]')).to.equal(null)
  })

  it('CV11 an edit that was begun is open again with its message, and takes the focus from nobody', async () => {
    await begin('Is it worth it in a flat?')
    await leave()
    const elsewhere = await composer()
    elsewhere.focus()
    await comeBack()
    const input = await field()
    expect(input.value).to.equal('Is it worth it in a flat?')
    expect(deepActiveElement() === (await composer())).to.equal(true)
    input.focus()
    await sendKeys({ press: 'Enter' })
    await until(() => edits().length === 1, 'the edit')
    await until(() => find(talk.view, '.bubble')?.textContent === 'Is it worth it in a flat?', 'the new text')
    expect(kept()).not.to.include('in a flat')
  })

  it('CV11 an edit that was begun outlasts a reload', async () => {
    await begin('Is it worth it in a flat?')
    talk.view.remove()
    await talk.show()
    expect((await field()).value).to.equal('Is it worth it in a flat?')
  })

  it('CV11 an edit that was given up does not come back', async () => {
    await begin('Is it worth it in a flat?')
    await leave()
    await comeBack()
    ;(await field()).focus()
    await sendKeys({ press: 'Escape' })
    await until(() => !find(talk.view, '.edit'), 'the message')
    expect(kept()).to.equal('')
    await leave()
    await comeBack()
    ;(await actions()).click()
    expect((await field()).value).to.equal('Is it worth it?')
  })

  it('CV5 an edit that is open again overwrites nothing that was saved while it was away', async () => {
    await begin('Is it worth it in a flat?')
    await leave()
    talk.change(question, { parts: [{ kind: 'text', text: 'Is it worth it in winter?' }] })
    await comeBack()
    ;(await field()).focus()
    await sendKeys({ press: 'Enter' })
    await until(() => find(talk.view, '.both')?.textContent?.includes('in winter'), 'both texts')
    ;(await talk.button('Merge by hand')).click()
    await write('Is it worth it in a flat in winter?')
    await leave()
    await comeBack()
    expect(find(talk.view, '.edit')).to.equal(null)
    ;(await talk.button('Merge by hand')).click()
    expect((await field()).value).to.equal('Is it worth it in a flat in winter?')
  })

  it('CV5 what is written over a message that is deleted elsewhere goes to where one writes, and that is told', async () => {
    const input = await composer()
    input.value = 'And heating?'
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
    await begin('Is it worth it in a flat?')
    talk.change(question, { deletedAt: 1, parts: [] })
    await until(() => find(talk.view, '.gone'), 'the line')
    await until(
      () =>
        find<HTMLTextAreaElement>(talk.view, '[part~=input]')?.value === 'And heating?\n\nIs it worth it in a flat?',
      'the text',
    )
    expect(deepActiveElement() === (await composer())).to.equal(true)
    await until(() => findAll(talk.view, '[role=alert]').some(told), 'the words')
    expect(kept()).not.to.include('"version"')
  })

  it('CV5 what is written over a question that is set aside elsewhere goes to where one writes', async () => {
    const { id } = talk.mine('And in a flat?')
    await until(() => talk.messages.length === 3, 'the question')
    ;(await talk.button('Edit', talk.messages[2])).click()
    await write('And in a small flat?')
    const thread = talk.chat.thread(talk.row.thread.id)
    thread.edit(question, 'Is it worth it in winter?')
    await until(() => talk.row.messages.get(id)?.supersededBy, 'the edit')
    await until(
      () => find<HTMLTextAreaElement>(talk.view, '[part~=input]')?.value === 'And in a small flat?',
      'the text',
    )
    await until(() => findAll(talk.view, '[role=alert]').some(told), 'the words')
    thread.close()
  })

  it('CV5 an edit that failed because its message is gone is sent as a new one when it is tried again', async () => {
    await begin('Is it worth it in a flat?')
    talk.page.server.refuse({ code: 'not_found', only: 'commands' })
    await sendKeys({ press: 'Enter' })
    await talk.button('Discard')
    talk.change(question, { deletedAt: 1, parts: [] })
    await until(() => find(talk.view, '.bubble')?.textContent === 'Is it worth it in a flat?', 'the text')
    ;(await talk.button('Retry')).click()
    await until(() => find(talk.view, '.gone'), 'the line')
    const texts = () => [...talk.row.messages.values()].map(({ parts: [part] }) => part?.kind === 'text' && part.text)
    await until(() => texts().includes('Is it worth it in a flat?'), 'the message')
  })

  it('CV5 an edit that is on its way is edited again from its own text, also back to what is saved', async () => {
    talk.page.server.refuse({ code: 'rate_limited', retryAfter: 600, only: 'commands' })
    await begin('Is it worth it in a flat?')
    await sendKeys({ press: 'Enter' })
    await until(() => find(talk.view, '.bubble')?.textContent === 'Is it worth it in a flat?', 'the text')
    await until(() => deepActiveElement()?.matches('[part~=input]'), 'the composer')
    await sendKeys({ press: 'ArrowUp' })
    expect((await field()).value).to.equal('Is it worth it in a flat?')
    await write('Is it worth it?')
    await sendKeys({ press: 'Enter' })
    await until(() => find(talk.view, '.bubble')?.textContent === 'Is it worth it?', 'the text')
  })

  it('CV11 CV7 an edit keeps what indents its first line, and is seen as typing', async () => {
    await begin('\n    indented()\n  code() \n')
    await until(() => talk.page.server.frames.some(({ type }) => type === 'typing'), 'the typing')
    await sendKeys({ press: 'Enter' })
    await until(() => edits().length === 1, 'the edit')
    expect(edits()[0]).to.have.nested.property('arguments.text', '    indented()\n  code()')
  })
})
