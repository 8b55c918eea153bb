import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import { find, findAll, until } from '../../testing/chat-page.ts'
import { Conversation } from '../../testing/conversation.ts'
import { runAxe } from '../../testing/run-axe.ts'
import { awaitSummary } from './awaited-summaries.ts'

const calm = document.createElement('style')
calm.textContent = 'html { background: Canvas; color-scheme: light dark }'

describe('<chat-summary>', () => {
  let talk: Conversation
  const text = (selector: string) => find(talk.view, selector)?.textContent?.trim()
  /** Within the mark, through the shadow roots in it. */
  const inMark = (selector: string) => {
    const mark = find(talk.view, 'chat-summary')
    return mark && find(mark, selector)?.textContent?.trim()
  }
  const summary = () => [...talk.row.summaries.values()][0]
  const begin = async (attributes: Readonly<Record<string, string>> = {}) => {
    talk = await Conversation.begin({ answer: () => 'Yes.' })
    document.head.append(calm)
    document.documentElement.lang = 'en'
    for (const turn of [1, 2, 3]) {
      talk.mine(`Question ${turn}`)
      talk.answer(`Answer ${turn}`)
    }
    const [, , , last] = [...talk.row.messages.values()]
    talk.page.server.world.putSummary(talk.row, null, {
      id: '00000000-0000-7000-9000-00000000f001',
      threadId: talk.row.thread.id,
      version: 0,
      fromSeq: 1,
      toSeq: last?.seq ?? 0,
      messages: 4,
      text: 'They asked **twice** and were answered.',
      state: 'current',
      authorId: null,
      createdAt: Date.now(),
      updatedAt: Date.now(),
    })
    await talk.show(attributes)
    const mark = await until(() => find(talk.view, 'summary.mark'), 'the mark')
    return mark
  }
  const open = async () => {
    const mark = await begin()
    mark.click()
    await until(() => inMark('.prose')?.includes('twice'), 'the text')
    return mark
  }
  const write = async (content: string) => {
    const field = await until(() => find<HTMLTextAreaElement>(talk.view, '.summary textarea'), 'the field')
    field.value = content
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
    ;(await talk.button('Save')).click()
  }
  afterEach(async () => {
    calm.remove()
    await talk.close()
    localStorage.clear()
  })

  it('AI5 stands after the last message of its window, and opens its text', async () => {
    const mark = await begin()
    expect(mark.textContent?.trim()).to.equal('Summarised here · 4 earlier messages')
    const items = findAll(talk.view, '.column :is(chat-message, chat-summary)').map(({ localName }) => localName)
    expect(items.indexOf('chat-summary')).to.equal(4)
    expect(find(talk.view, '[part~=summary]')?.hasAttribute('open')).to.equal(false)
    mark.focus()
    await sendKeys({ press: 'Enter' })
    await until(() => inMark('strong') === 'twice', 'the text')
  })

  it('AI5 the owner edits it; the focus comes back', async () => {
    await open()
    ;(await talk.button('Edit summary')).click()
    await until(() => deepActiveElement()?.localName === 'textarea', 'the focus')
    await write('They asked four times.')
    await until(() => inMark('.prose') === 'They asked four times.', 'the new text')
    expect(summary()?.authorId).to.equal(talk.me)
    expect(deepActiveElement()?.textContent?.trim()).to.equal('Edit summary')
    await until(() => talk.announced.includes('The summary was saved.'), 'the words')
  })

  it('UX1 Escape gives the edit up', async () => {
    await open()
    ;(await talk.button('Edit summary')).click()
    await until(() => deepActiveElement()?.localName === 'textarea', 'the focus')
    await sendKeys({ press: 'Escape' })
    await until(() => inMark('.prose')?.includes('twice'), 'the text')
    expect(deepActiveElement()?.textContent?.trim()).to.equal('Edit summary')
  })

  it('CV5 shows both texts when it was changed elsewhere meanwhile', async () => {
    await open()
    ;(await talk.button('Edit summary')).click()
    const now = summary()
    if (!now) throw new Error('no summary')
    talk.page.server.world.putSummary(talk.row, null, { ...now, text: 'Another hand wrote this.' })
    await write('I wrote this.')
    await until(() => find(talk.view, '.both'), 'both texts')
    expect(findAll(talk.view, '.both > div').map(({ textContent }) => textContent)).to.deep.equal([
      'YoursI wrote this.',
      'SavedAnother hand wrote this.',
    ])
    ;(await talk.button('Keep mine')).click()
    await until(() => inMark('.prose') === 'I wrote this.', 'the text')
    expect(summary()?.text).to.equal('I wrote this.')
  })

  it('AI5 is deleted after a question, and says when it is out of date', async () => {
    await open()
    const [first] = [...talk.row.messages.values()]
    const thread = talk.chat.thread(talk.row.thread.id)
    await thread.delete(first?.id ?? '')
    thread.close()
    await until(() => text('.stale')?.startsWith('A message in it has changed'), 'the words')
    ;(await talk.button('Delete summary')).click()
    await until(() => find(talk.view, '.dialog h3')?.textContent === 'Delete this summary?', 'the question')
    const sure = await until(() => find(talk.view, '.dialog .do.bad'), 'the button')
    sure.click()
    await until(() => find(talk.view, 'chat-summary') === null, 'its end')
    expect(talk.row.summaries.size).to.equal(0)
  })

  it('UX6 says why it could not be saved, and keeps what was written', async () => {
    await open()
    ;(await talk.button('Edit summary')).click()
    talk.page.server.refuse({ code: 'forbidden', only: 'commands' })
    await write('Half a thought')
    await until(() => text('.summary [role=alert]') === 'You are not allowed to do this.', 'the words')
    expect(find<HTMLTextAreaElement>(talk.view, '.summary textarea')?.value).to.equal('Half a thought')
  })

  it('CV9 who may only look on is offered no change', async () => {
    const mark = await begin({ readonly: '' })
    mark.click()
    await until(() => inMark('.prose')?.includes('twice'), 'the text')
    expect(findAll(talk.view, '.summary button')).to.deep.equal([])
  })

  it('AI5 the thread’s menu has it summarised now, or says that nothing is new', async () => {
    await begin()
    const choose = async () => {
      ;(await talk.button('Conversation menu')).click()
      const item = await until(
        () => findAll(talk.view, '[role=menuitem]').find(({ textContent }) => textContent?.trim() === 'Summarise now'),
        'the item',
      )
      item.click()
    }
    await choose()
    await until(() => findAll(talk.view, 'chat-summary').length === 2, 'the second mark')
    await until(() => talk.announced.includes('A summary is being written.'), 'the words')
    await choose()
    await until(
      () => find(talk.view, '.connection[role=alert]')?.textContent?.includes('nothing new'),
      'the words that nothing is new',
    )
  })

  for (const theme of ['light', 'dark'])
    it(`UX1 axe finds nothing in a summary that is read and edited, ${theme}`, async () => {
      const mark = await begin({ theme })
      mark.click()
      await until(() => inMark('.prose')?.includes('twice'), 'the text')
      expect(await runAxe(talk.view), 'read').to.deep.equal([])
      ;(await talk.button('Edit summary')).click()
      await until(() => find(talk.view, '.summary textarea'), 'the field')
      expect(await runAxe(talk.view), 'edited').to.deep.equal([])
    })

  it('AI5 shows at once that a summary was asked for, until its mark is there', async () => {
    await begin()
    const pending = () => find(talk.view, '.mark.pending')
    awaitSummary(talk.row.thread.id)
    const mark = await until(pending, 'the sign')
    expect(mark.textContent).to.equal('A summary is being written.')
    const last = [...talk.row.messages.values()].at(-1)
    const first = summary()
    if (!first) throw new Error('no summary')
    const id = '00000000-0000-7000-9000-00000000f002'
    const next = { ...first, id, version: 0, fromSeq: first.toSeq + 1, toSeq: last?.seq ?? 0 }
    talk.page.server.world.putSummary(talk.row, null, next)
    await until(() => findAll(talk.view, 'chat-summary').length === 2, 'the mark')
    expect(pending()).to.equal(null)
  })

  it('AI5 takes the sign away where there is nothing to summarise', async () => {
    await begin()
    talk.page.server.refuse({ code: 'state_conflict', only: 'commands' })
    ;(await talk.button('Conversation menu')).click()
    const item = () => findAll(talk.view, '[role=menuitem]').find(one => one.textContent?.trim() === 'Summarise now')
    ;(await until(item, 'the item')).click()
    await until(() => find(talk.view, '.connection[role=alert]')?.textContent?.includes('nothing new'), 'the words')
    await until(() => find(talk.view, '.mark.pending') === null, 'no sign')
  })
})
