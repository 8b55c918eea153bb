import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import { find, nextFrame, until } from '../../testing/chat-page.ts'
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
})
