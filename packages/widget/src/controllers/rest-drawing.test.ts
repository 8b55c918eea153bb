import { expect } from 'chai'
import type { ReactiveControllerHost } from 'lit'
import { nextFrame } from '../testing/chat-page.ts'
import { ScrollRest } from './long-list/scroll-rest.ts'
import { RestDrawing } from './rest-drawing.ts'

describe('what waits until nobody scrolls', () => {
  const hostless: ReactiveControllerHost = {
    addController: () => {},
    removeController: () => {},
    requestUpdate: () => {},
    updateComplete: Promise.resolve(true),
  }
  const waiting = (count: number): RestDrawing[] => {
    const all = Array.from({ length: count }, () => new RestDrawing(hostless))
    for (const one of all) one.hostConnected()
    return all
  }
  const due = (all: readonly RestDrawing[]): number => all.filter(one => one.due).length

  it('UX4 is drawn at once where no list moves', () => {
    expect(due(waiting(20))).to.equal(20)
  })

  it('UX4 is drawn a few a frame once all lists rest, and what has gone is not', async () => {
    const lists = [new ScrollRest(() => {}), new ScrollRest(() => {})] as const
    for (const list of lists) list.move()
    const all = waiting(20)
    const [gone] = all
    lists[0].stop()
    await nextFrame()
    expect(due(all)).to.equal(0)
    gone?.hostDisconnected()
    lists[1].stop()
    for (let known = 0; known < 19; ) {
      await nextFrame()
      const now = due(all)
      expect(now - known).to.be.greaterThan(0)
      expect(now - known).to.be.lessThan(4)
      known = now
    }
    await nextFrame()
    expect(gone?.due).to.equal(false)
  })

  it('UX4 waits on where a list moves again', async () => {
    const list = new ScrollRest(() => {})
    list.move()
    const all = waiting(9)
    list.stop()
    await nextFrame()
    list.move()
    const before = due(all)
    await nextFrame()
    await nextFrame()
    expect(due(all)).to.equal(before)
    list.stop()
    for (let frame = 0; frame < 9; frame++) await nextFrame()
    expect(due(all)).to.equal(9)
  })
})
