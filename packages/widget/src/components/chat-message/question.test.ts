import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import { find, findAll, until } from '../../testing/chat-page.ts'
import { Conversation } from '../../testing/conversation.ts'

describe('<chat-message> of a person', () => {
  let talk: Conversation
  const text = (element: ParentNode, selector: string) => find(element, selector)?.textContent?.trim()
  const last = () => talk.messages.at(-1) ?? document.body
  const answering = () => until(() => talk.page.server.answers.running.size > 0, 'the answer')
  const begin = async (options = {}) => {
    talk = await Conversation.begin({ answer: () => 'Yes, it would.', ...options })
  }

  afterEach(async () => {
    await talk.close()
    localStorage.clear()
  })

  it('CV6 is shown at once, pending, and then sent', async () => {
    await begin()
    await talk.show()
    talk.page.server.kill()
    await until(() => talk.chat.$connection.get().state !== 'connected', 'the loss')
    await talk.ask('Is it worth it?')
    const article = await until(() => find(talk.view, '.message.pending'), 'the message')
    await until(() => text(article, '.state') === 'Waiting to be sent', 'the words')
    talk.page.server.start()
    await talk.chat.reconnect()
    await until(() => !find(talk.view, '.pending') && find(talk.view, '.message.user'), 'the confirmation')
    expect(findAll(talk.view, '.message.user')).to.have.length(1)
  })

  it('CV6 that failed says why and can be tried again', async () => {
    await begin()
    await talk.show()
    talk.page.server.refuse({ code: 'forbidden', only: 'commands' })
    await talk.ask('Is it worth it?')
    const retry = await talk.button('Retry')
    expect(text(talk.view, '.state.bad')).to.include('Not sent: You are not allowed to do this.')
    retry.focus()
    retry.click()
    await answering()
    expect(find(talk.view, '.state.bad') === null).to.equal(true)
    expect(deepActiveElement()?.localName).to.equal('textarea')
  })

  it('CV6 that failed can be discarded', async () => {
    await begin()
    talk.mine('Before')
    await talk.show()
    talk.page.server.refuse({ code: 'forbidden', only: 'commands' })
    await talk.ask('Is it worth it?')
    ;(await talk.button('Discard')).click()
    await until(() => talk.messages.length === 1, 'the rest')
  })

  it('UX6 that came too soon says when it goes on', async () => {
    await begin()
    await talk.show()
    talk.page.server.refuse({ code: 'rate_limited', retryAfter: 42, only: 'commands' })
    await talk.ask('And for the flat?')
    const notice = await until(() => find(talk.view, '.notice.warn'), 'the notice')
    expect(notice.textContent)
      .to.include('One moment.')
      .and.match(/You can go on in 0:4[0-2]\./)
  })

  it('UX6 beyond the quota says when the next ones are available', async () => {
    await begin()
    await talk.show()
    talk.page.server.refuse({ code: 'quota_exceeded', retryAfter: 9 * 3600, only: 'commands' })
    await talk.ask('And for the flat?')
    const notice = await until(() => find(talk.view, '.notice.warn'), 'the notice')
    expect(notice.textContent).to.include('available in 9 hours')
    await talk.button('Retry')
  })

  it('CV3 is edited in place: Escape cancels, Enter asks again, and the focus is never lost', async () => {
    await begin()
    const question = talk.mine('Is it worth it?')
    talk.answer('Yes.')
    await talk.show()
    const edit = await talk.button('Edit')
    edit.focus()
    edit.click()
    const field = await until(() => find<HTMLTextAreaElement>(talk.view, '.edit textarea'), 'the field')
    expect(field.value).to.equal('Is it worth it?')
    expect(deepActiveElement() === field).to.equal(true)
    await sendKeys({ type: ' Really?' })
    await sendKeys({ press: 'Escape' })
    await until(() => !find(talk.view, '.edit'), 'the message')
    expect(text(talk.view, '.bubble')).to.equal('Is it worth it?')
    await until(() => deepActiveElement()?.getAttribute('aria-label') === 'Edit', 'the focus')
    await sendKeys({ press: 'Enter' })
    await until(() => find(talk.view, '.edit'), 'the field')
    await sendKeys({ type: ' For a flat?' })
    await sendKeys({ press: 'Enter' })
    await answering()
    await until(() => text(talk.view, '.bubble') === 'Is it worth it? For a flat?', 'the new text')
    expect(talk.row.messages.get(question.id)?.edits).to.equal(1)
    await until(() => talk.messages.length === 2, 'the new answer alone')
    await until(() => text(talk.view, '.edited') === 'edited', 'the mark')
  })

  it('CV9 of somebody else can be copied, not edited', async () => {
    await begin()
    talk.theirs('The wall is solid brick.')
    await talk.show()
    expect(text(last(), '.byline b')).to.equal('Jon Pell')
    expect(text(last(), '.face')).to.equal('JP')
    const names = findAll(last(), 'button').map(({ ariaLabel }) => ariaLabel)
    expect(names).to.include('Copy').and.not.include('Edit')
  })

  it('CV9 offers nothing that changes something where the page only wants to show', async () => {
    await begin()
    talk.mine('Is it worth it?')
    talk.answer('Yes.')
    await talk.show({ readonly: '' })
    const names = talk.messages.flatMap(message => findAll(message, 'button').map(({ ariaLabel }) => ariaLabel))
    expect([...new Set(names)]).to.deep.equal(['Copy'])
  })

  it('UX6 that was deleted says by whom', async () => {
    await begin()
    talk.theirs('', { deletedAt: Date.now(), parts: [] })
    talk.mine('', { deletedAt: Date.now(), parts: [] })
    await talk.show()
    const words = talk.messages.map(message => text(message, '.gone'))
    expect(words).to.deep.equal(['Jon Pell deleted a message', 'You deleted a message'])
  })
})
