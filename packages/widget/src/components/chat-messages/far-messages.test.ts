import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import { find, findAll, nextFrame, until } from '../../testing/chat-page.ts'
import { Conversation } from '../../testing/conversation.ts'
import type { ChatMessage } from '../chat-message/chat-message.ts'

describe('messages that are far away', () => {
  let talk: Conversation
  const drawn = async (frames = 4) => {
    for (let frame = 0; frame < frames; frame++) await nextFrame()
  }
  const numbers = () => talk.messages.map(message => Number(/[qa](\d+)z/.exec(textOf(message))?.[1]))
  const textOf = (message: Element) => findAll(message, '.bubble, .prose')[0]?.textContent ?? ''
  const pages = () => talk.page.server.requests.filter(({ path }) => path.includes('/messages?')).length
  const begin = async (count: number) => {
    talk = await Conversation.begin({ pageSize: 50 })
    talk.fill(count, at => `${at % 2 === 0 ? 'q' : 'a'}${at}z ${'and more words '.repeat(at % 30)}`)
    await talk.show({}, { width: 1000, height: 500 })
    await drawn()
  }
  const idAt = (at: number) => [...talk.row.messages.keys()][at]
  const look = async (text: string, within: ParentNode): Promise<HTMLElement> => {
    const input = await until(() => find<HTMLInputElement>(within, 'input[type=search]'), 'the field')
    input.value = text
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
    return until(() => findAll(within, '.hit').find(hit => hit.textContent?.includes(text)), 'the result')
  }

  afterEach(() => talk.close())

  it('UX4 one of 20,000 is reached with one page, at the centre, and one reads on from it both ways', async () => {
    await begin(20_000)
    const before = pages()
    ;(await look('q4322z', talk.view)).click()
    const row = await until(() => find<ChatMessage>(talk.view, 'chat-message.sought'), 'the mark')
    await until(() => deepActiveElement() === row, 'the focus')
    expect(row.key).to.equal(idAt(4322))
    await drawn(8)
    const box = (await until(() => find(talk.view, '.messages'))) as HTMLElement
    const [edge, place] = [box.getBoundingClientRect(), row.getBoundingClientRect()]
    expect((place.top + place.bottom) / 2).to.be.closeTo((edge.top + edge.bottom) / 2, 60)
    expect(pages() - before).to.be.lessThan(3)
    expect(find(talk.view, '[part~=jump-latest]')).not.to.equal(null)
    for (let turn = 0; turn < 200 && !numbers().includes(4400); turn++) {
      box.scrollTop += 200
      await drawn(2)
      const seen = numbers()
      const inOrder = seen.every((number, at) => at === 0 || number > (seen[at - 1] ?? -1))
      expect(inOrder, `${seen}`).to.equal(true)
    }
    expect(numbers()).to.include(4400)
    for (let turn = 0; turn < 200 && !numbers().includes(4250); turn++) {
      box.scrollTop -= 250
      await drawn(2)
    }
    expect(numbers()).to.include(4250)
    ;(find(talk.view, '[part~=jump-latest]') as HTMLElement).click()
    await until(() => numbers().at(-1) === 19_999, 'the newest')
  })

  it('UX4 a page that could not be loaded, above or below, is asked for again once, and reading goes on', async () => {
    await begin(2_000)
    ;(await look('q1000z', talk.view)).click()
    await until(() => numbers().includes(1000), 'the message')
    await drawn(8)
    const box = (await until(() => find(talk.view, '.messages'))) as HTMLElement
    const trouble = () => {
      const edge = box.getBoundingClientRect()
      return findAll(box, '.mark button').find(button => {
        const { top, bottom } = button.getBoundingClientRect()
        return top < edge.bottom && bottom > edge.top
      })
    }
    const read = async (step: number, goal: () => unknown, what: string) => {
      for (let turn = 0; turn < 200 && !goal(); turn++) {
        box.scrollTop += step
        await drawn(2)
      }
      expect(goal(), what).to.be.ok
    }
    for (const [step, goal] of [
      [200, 1120],
      [-200, 880],
    ] as const) {
      const path = `/v1/threads/${talk.row.thread.id}/messages` as const
      talk.page.server.refuse({ code: 'overloaded', only: path })
      await read(step, trouble, 'the trouble')
      const asked = pages()
      await drawn(10)
      expect(pages(), 'nothing is tried by itself').to.equal(asked)
      trouble()?.click()
      await until(() => findAll(box, '.mark button').length === 0, 'the end of the trouble')
      await read(step, () => numbers().includes(goal), `${goal}`)
      expect(findAll(box, '.mark button')).to.have.length(0)
    }
  })

  it('UX4 Ctrl and F search within the thread, and once more leaves the key to the browser', async () => {
    await begin(300)
    const other = talk.page.server.world.createThread(talk.me, 'q42z is also here')
    ;(find(talk.view, '[part~=input]') as HTMLElement).focus()
    const press = (): boolean => {
      const key = new KeyboardEvent('keydown', {
        key: 'f',
        ctrlKey: true,
        bubbles: true,
        composed: true,
        cancelable: true,
      })
      return !deepActiveElement()?.dispatchEvent(key)
    }
    const bar = await until(() => {
      if (!find(talk.view, '.find')) press()
      return find(talk.view, '.find')
    }, 'the search')
    await until(() => deepActiveElement()?.matches('.find input, input[type=search]'), 'the focus')
    const hit = await look('q42z', bar)
    expect(findAll(bar, '.hit')).to.have.length(1)
    expect(talk.page.server.requests.some(({ path }) => path.includes(`thread=${talk.row.thread.id}`))).to.equal(true)
    expect(other.thread.id).not.to.equal(talk.row.thread.id)
    expect(press()).to.equal(false)
    hit.click()
    const row = await until(() => find<ChatMessage>(talk.view, 'chat-message.sought'), 'the mark')
    expect(row.key).to.equal(idAt(42))
    await until(() => deepActiveElement() === row, 'its focus')
    const field = find<HTMLInputElement>(bar, 'input') as HTMLInputElement
    field.focus()
    await sendKeys({ press: 'Escape' })
    await sendKeys({ press: 'Escape' })
    await until(() => !find(talk.view, '.find'), 'no search')
    expect(find(talk.view, 'chat-panel')?.matches(':focus-within')).to.equal(true)
  })
})
