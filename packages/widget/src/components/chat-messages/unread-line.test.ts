import { expect } from 'chai'
import { find, nextFrame, until } from '../../testing/chat-page.ts'
import { Conversation } from '../../testing/conversation.ts'
import type { ChatMessage } from '../chat-message/chat-message.ts'

describe('the line before what is new', () => {
  let talk: Conversation
  const line = () => find(talk.view, '.mark.unread')
  /** The message that the line stands before. */
  const marked = () => (line()?.nextElementSibling as ChatMessage | null)?.key
  const scrollBy = async (px: number) => {
    const box = await until(() => find(talk.view, '.messages'), 'the list')
    box.scrollTop += px
    for (let frame = 0; frame < 4; frame++) await nextFrame()
    return box
  }

  beforeEach(async () => {
    talk = await Conversation.begin()
    for (let turn = 0; turn < 10; turn++) {
      talk.mine(`Question ${turn}`)
      talk.answer(`Answer ${turn} with some more words.`)
    }
    await talk.show()
  })
  afterEach(() => talk.close())

  it('CV1 draws a line before what came while one was reading above', async () => {
    await scrollBy(-60)
    const first = talk.theirs('The wall is solid brick.')
    talk.answer('Then one is enough.')
    await until(() => line()?.textContent === '2 new', 'the line')
    expect(marked()).to.equal(first.id)
    await talk.ask('Thanks')
    await until(() => !line(), 'no line')
  })

  it('CV1 what was read in another tab is new no more: the line moves on, and goes, with the count', async () => {
    await scrollBy(-60)
    const { world } = talk.page.server
    /** As another tab says how far it was read, or as a command says it that was given there. */
    const readTo = (seq: number) => {
      const member = talk.row.members.get(talk.me)
      if (member) member.readSeq = seq
      world.touch(talk.row)
    }
    const first = talk.theirs('The wall is solid brick.')
    const second = talk.answer('Then one is enough.')
    await until(() => line()?.textContent === '2 new', 'the line')
    readTo(first.seq)
    await until(() => line()?.textContent === '1 new', 'what is left')
    expect(marked()).to.equal(second.id)
    expect(find(talk.view, '[part~=jump-latest]')?.textContent?.trim()).to.equal('1 new message')
    // The answer was asked for there; read it is only with a change that came after its beginning.
    readTo(second.seq)
    const last = talk.theirs('And the floor?')
    await until(() => line()?.textContent === '2 new', 'one more')
    expect(marked()).to.equal(second.id)
    readTo(last.seq)
    await until(() => !line(), 'no line')
    expect(find(talk.view, '[part~=jump-latest]')?.textContent?.trim()).to.equal('Jump to latest')
    const third = talk.theirs('And the roof?')
    await until(() => marked() === third.id, 'a line of its own')
  })

  it('CV1 the line stays for who reads here what it marks', async () => {
    const box = await scrollBy(-60)
    const last = talk.theirs('The wall is solid brick.')
    await until(line, 'the line')
    box.scrollTop = box.scrollHeight
    const threads = () => talk.chat.$threads.get().items.find(({ id }) => id === talk.row.thread.id)
    await until(() => (threads()?.readSeq ?? 0) >= last.seq, 'that it was read')
    await scrollBy(-60)
    expect(line()?.textContent).to.equal('1 new')
  })
})
