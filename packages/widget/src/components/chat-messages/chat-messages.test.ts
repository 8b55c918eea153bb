import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import { find, findAll, nextFrame, until } from '../../testing/chat-page.ts'
import { Conversation } from '../../testing/conversation.ts'
import { firstInSight } from '../../testing/long-talk.ts'
import type { ChatMessage } from '../chat-message/chat-message.ts'

const long = Array.from({ length: 60 }, (_, line) => `Line ${line} of an answer that is longer than the box.`).join(
  '\n\n',
)

describe('<chat-messages>', () => {
  let talk: Conversation
  const list = () => until(() => find(talk.view, '.messages'), 'the list')
  const gap = (box: HTMLElement) => box.scrollHeight - box.scrollTop - box.clientHeight
  const drawn = async (frames = 4) => {
    for (let frame = 0; frame < frames; frame++) await nextFrame()
  }
  const rendered = (view: Element) => findAll(view, 'chat-message').every(message => message.clientHeight > 20)
  const topOf = (element: Element) => element.getBoundingClientRect().top
  const scrollBy = async (px: number) => {
    const box = await list()
    box.scrollTop += px
    await drawn()
    return box
  }
  const begin = async (options = {}) => {
    talk = await Conversation.begin({ answer: () => long, ...options })
  }
  const talks = (count: number) => {
    for (let turn = 0; turn < count; turn++) {
      talk.mine(`Question ${turn}`)
      talk.answer(`Answer ${turn} with some more words.`)
    }
  }

  afterEach(() => talk.close())

  it('UX4 opens at the end and stays there while an answer grows', async () => {
    await begin()
    talks(10)
    await talk.show()
    const box = await list()
    await until(() => gap(box) < 1, 'the end')
    await talk.ask('More?')
    await until(() => talk.page.server.answers.running.size > 0, 'the answer')
    for (let turn = 0; turn < 8; turn++) {
      talk.page.server.release(40)
      await drawn(3)
      expect(gap(box)).to.be.lessThan(2)
    }
  })

  it('UX4 leaves a reader in peace who has gone up while an answer grows', async () => {
    await begin()
    talks(10)
    await talk.show()
    await talk.ask('More?')
    await until(() => talk.page.server.answers.running.size > 0, 'the answer')
    talk.page.server.release(40)
    await drawn()
    const box = await scrollBy(-300)
    const read = talk.messages.find(message => topOf(message) > topOf(box)) ?? box
    const place = topOf(read)
    for (let turn = 0; turn < 6; turn++) {
      talk.page.server.release(40)
      await drawn(3)
      expect(topOf(read)).to.be.closeTo(place, 1)
    }
    expect(gap(box)).to.be.greaterThan(200)
  })

  it('UX4 stays in place when something above grows, as an image or a font that arrives', async () => {
    await begin()
    talks(12)
    await talk.show()
    const box = await scrollBy(-250)
    const read = talk.messages.find(message => topOf(message) > topOf(box)) ?? box
    const place = topOf(read)
    const first = talk.messages[0]
    first?.style.setProperty('min-block-size', '400px')
    await drawn()
    expect(topOf(read)).to.be.closeTo(place, 1)
    const jump = await until(() => find(talk.view, '[part~=jump-latest]'))
    jump.click()
    await until(() => gap(box) < 1, 'the end')
    first?.style.setProperty('min-block-size', '900px')
    await drawn()
    expect(gap(box)).to.be.lessThan(2)
  })

  it('UX4 offers no way to the end once everything is on the screen, as after a long answer was deleted', async () => {
    await begin()
    talks(3)
    await talk.show()
    talk.messages[0]?.style.setProperty('min-block-size', '1200px')
    await drawn()
    await scrollBy(-600)
    await until(() => find(talk.view, '[part~=jump-latest]'), 'the pill')
    talk.messages[0]?.style.removeProperty('min-block-size')
    talk.view.parentElement?.style.setProperty('block-size', '4000px')
    await until(() => !find(talk.view, '[part~=jump-latest]'), 'no pill')
  })

  it('UX4 takes nobody for gone who was only overtaken by a text between two frames', async () => {
    await begin()
    talks(10)
    await talk.show()
    const box = await list()
    for (let turn = 1; turn < 6; turn++) {
      talk.messages.at(-1)?.style.setProperty('min-block-size', `${turn * 200}px`)
      // As the event of the last movement comes when the text has grown already.
      box.dispatchEvent(new Event('scroll'))
      await drawn(2)
      expect(gap(box)).to.be.lessThan(2)
      expect(Boolean(find(talk.view, '[part~=jump-latest]'))).to.equal(false)
    }
    box.scrollTop -= 20
    await until(() => find(talk.view, '[part~=jump-latest]'), 'the pill')
    box.scrollTop += 10
    await until(() => !find(talk.view, '[part~=jump-latest]'), 'no pill')
  })

  it('UX4 offers the way to the latest with the number of new ones, and keeps the focus', async () => {
    await begin()
    talks(10)
    await talk.show()
    await scrollBy(-400)
    const jump = await until(() => find(talk.view, '[part~=jump-latest]'), 'the pill')
    expect(jump.textContent?.trim()).to.equal('Jump to latest')
    talk.theirs('The wall is solid brick.')
    talk.answer('Then one is enough.')
    await until(() => jump.textContent?.trim() === '2 new messages', 'the count')
    jump.focus()
    await sendKeys({ press: 'Enter' })
    const box = await list()
    await until(() => gap(box) < 2, 'the end')
    await until(() => !find(talk.view, '[part~=jump-latest]'), 'no pill')
    expect(deepActiveElement() === box).to.equal(true)
  })

  it('UX4 goes to the end with a message of one’s own', async () => {
    await begin()
    talks(10)
    await talk.show()
    const box = await scrollBy(-400)
    await talk.ask('Mine')
    await until(() => gap(box) < 2, 'the end')
  })

  it('UX4 loads older pages on the way up without a jump', async () => {
    await begin({ pageSize: 20 })
    talks(40)
    const view = talk.page.view({ thread: talk.row.thread.id }, talk.chat)
    const rows = () => findAll<ChatMessage>(view, 'chat-message')
    const loaded = () => talk.keys.length
    await until(() => loaded() >= 20, 'the newest page')
    const box = await until(() => find(view, '.messages'))
    await until(() => rows().length > 0 && rendered(view) && box.scrollTop > 0 && gap(box) < 2, 'the end')
    await drawn()
    for (let page = 0; page < 8 && loaded() < 80; page++) {
      const before = loaded()
      box.scrollTop = 10
      await nextFrame()
      const read = await until(() => firstInSight(box), 'a message')
      const place = topOf(read)
      await until(() => loaded() > before, 'an older page')
      await drawn()
      expect(topOf(read), `page ${page}`).to.be.closeTo(place, 1)
    }
    expect(talk.keys).to.deep.equal([...talk.row.messages.keys()])
  })

  it('UX4 keeps the place of who is scrolling while rows come above', async () => {
    await begin()
    talks(12)
    await talk.show()
    const box = await scrollBy(-300)
    const read = talk.messages.find(message => topOf(message) > topOf(box)) ?? box
    const place = topOf(read)
    box.scrollTop -= 30
    talk.messages[0]?.style.setProperty('min-block-size', '700px')
    await drawn()
    expect(topOf(read)).to.be.closeTo(place + 30, 1)
  })

  it('UX6 says when an older page could not be loaded, once, and loads it when asked to', async () => {
    await begin({ pageSize: 20 })
    talks(20)
    talk.page.server.refuse({ code: 'overloaded', only: `/v1/threads/${talk.row.thread.id}/messages` })
    const view = talk.page.view({ thread: talk.row.thread.id }, talk.chat)
    await until(() => talk.keys.length === 20, 'the newest page')
    const box = await until(() => find(view, '.messages'))
    await until(() => rendered(view) && box.scrollTop > 0 && gap(box) < 2, 'the end')
    await drawn()
    box.scrollTop = 0
    const retry = await until(() => find(view, '.mark button'), 'the trouble')
    await drawn(10)
    const asked = talk.page.server.requests.filter(({ path }) => path.includes('/messages'))
    expect(asked).to.have.length(1)
    retry.click()
    await until(() => talk.keys.length === 40, 'all of them')
  })

  it('CV1 says what has been read: when it is shown, and again when the answer has ended', async () => {
    await begin({ answer: () => 'Yes.' })
    talks(1)
    await talk.show()
    await until(() => talk.row.readSeq === talk.row.thread.seq, 'the mark')
    await talk.ask('More?')
    await until(() => talk.page.server.answers.running.size > 0, 'the answer')
    talk.page.server.release()
    await until(() => talk.row.readSeq === talk.row.thread.seq, 'the mark')
  })

  it('RT6 draws exactly one message for a delta, and not the list', async () => {
    await begin()
    talks(10)
    await talk.show()
    await talk.ask('More?')
    await until(() => talk.page.server.answers.running.size > 0, 'the answer')
    talk.page.server.release(3)
    await drawn()
    const updates = new Map<Element, number>()
    for (const element of [
      ...talk.messages,
      ...findAll(talk.view, 'chat-messages, chat-composer, chat-thread-header'),
    ]) {
      const drawing = element as ChatMessage & { performUpdate(): void }
      const { performUpdate } = drawing
      drawing.performUpdate = () => {
        updates.set(element, (updates.get(element) ?? 0) + 1)
        performUpdate.call(drawing)
      }
    }
    talk.page.server.release(1)
    await drawn()
    expect(updates.size).to.equal(1)
    expect(updates.get(talk.messages.at(-1) ?? document.body)).to.equal(1)
  })
})
