import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import { find, findAll, until } from '../../testing/chat-page.ts'
import { Conversation } from '../../testing/conversation.ts'

describe('the focus of what goes away', () => {
  let talk: Conversation
  const id = (): string => talk.row.thread.id
  const field = () => find<HTMLTextAreaElement>(talk.view, '[part~=input]')
  const focused = (selector: string) =>
    until(() => find(talk.view, selector) && deepActiveElement() === find(talk.view, selector), selector)
  const begin = async (layout = 'inline') => {
    talk = await Conversation.begin({ answer: () => 'Yes.' })
    talk.mine('Is it worth it?')
    talk.answer('Yes.')
    await talk.show({ layout }, { width: 1000, height: 600 })
  }
  const pressItem = async (name: string): Promise<void> => {
    const item = await until(
      () => findAll(talk.view, '[role=menuitem]').find(({ textContent }) => textContent?.trim() === name),
      name,
    )
    item.click()
  }
  const confirm = async (): Promise<void> => {
    const yes = await until(() => find(talk.view, 'dialog[open] .do.bad'), 'the question')
    yes.focus()
    await sendKeys({ press: 'Enter' })
  }
  afterEach(async () => {
    await talk.close()
    localStorage.clear()
  })

  it('UX1 a conversation that is deleted elsewhere leaves the focus in the chat', async () => {
    await begin()
    field()?.focus()
    await talk.chat.threads.delete(id())
    const again = await talk.button('New conversation', find(talk.view, '.empty') ?? talk.view)
    await focused('.panel')
    again.focus()
    await sendKeys({ press: 'Enter' })
    await focused('[part~=input]')
  })

  it('UX1 the field of a conversation that is archived gives the focus to Restore, which gives it back', async () => {
    await begin()
    field()?.focus()
    await talk.chat.threads.archive(id())
    await focused('.banner button')
    await sendKeys({ press: 'Enter' })
    await focused('[part~=input]')
  })

  it('UX1 who deletes the conversation from its menu goes on where one writes', async () => {
    await begin()
    const menu = await until(() => find(talk.view, '.thread-menu'), 'the menu')
    menu.focus()
    await sendKeys({ press: 'Enter' })
    await pressItem('Delete')
    await confirm()
    await until(() => talk.view.thread === null, 'the new conversation')
    await focused('[part~=input]')
  })

  it('UX1 who deletes the last conversation of the list stays in the list', async () => {
    await begin('page')
    await talk.view.newThread()
    const menu = await until(() => find(talk.view, '[part~=thread-menu]'), 'the row')
    menu.focus()
    await sendKeys({ press: 'Enter' })
    await pressItem('Delete')
    await confirm()
    await focused('.archive')
  })

  it('UX1 who has gone elsewhere on the page is left there', async () => {
    await begin()
    const own = document.createElement('input')
    document.body.append(own)
    field()?.focus()
    const deleted = talk.chat.threads.delete(id())
    own.focus()
    await deleted
    await until(() => find(talk.view, '.empty'), 'the end')
    await new Promise(resolve => setTimeout(resolve, 20))
    expect(document.activeElement).to.equal(own)
    own.remove()
  })
})
