import type { Message } from '@chat-view/protocol'
import { type SketchMessage, sketchRow } from './sketch-row.ts'
import { WorkerServer } from './worker-server.ts'

/** Near to the mean of these texts, so that there is as much to scroll as in the widget; px. */
const guess = 205
const margin = 320
/** What flies past is drawn so often only; ms. */
const restMs = 150
const block = 'block-size: 100%; overflow: auto; position: relative; overflow-anchor: none'

const shownOf = ({ role, parts: [part], createdAt }: Message): SketchMessage => ({
  isAnswer: role === 'assistant',
  text: part?.kind === 'text' ? part.text : '',
  createdAt,
})

/**
 * The least that a list of a chat's messages can be: they are parsed, and what is shown of them is kept by id; those on
 * the screen and a little around it are drawn, with all that a message shows; their heights are measured, and what is
 * read stays in its place.
 */
export const prepareSketch = async (count: number): Promise<() => Promise<() => Element>> => {
  const server = new WorkerServer()
  await server.begin(count)
  return async () => {
    const all = JSON.parse(await server.text(count)) as Message[]
    const messages = new Map(all.map(message => [message.id, shownOf(message)]))
    return show(messages, [...messages.keys()])
  }
}

const show = (messages: ReadonlyMap<string, SketchMessage>, order: readonly string[]): (() => Element) => {
  const scroller = document.createElement('div')
  scroller.style.cssText = block
  const column = document.createElement('div')
  column.style.cssText = 'position: relative'
  scroller.append(column)
  document.body.append(scroller)
  const heights = new Float64Array(order.length).fill(guess)
  /** Where each row begins, and the end. */
  const tops = new Float64Array(order.length + 1)
  const drawn = new Map<number, HTMLElement>()
  const numbers = new WeakMap<Element, number>()

  const rowAt = (px: number): number => {
    let [from, to] = [0, order.length]
    while (from < to) {
      const middle = (from + to) >> 1
      if ((tops[middle + 1] ?? 0) > px) to = middle
      else from = middle + 1
    }
    return Math.min(from, order.length - 1)
  }
  const arrange = (): void => {
    for (let at = 0; at < order.length; at++) tops[at + 1] = (tops[at] ?? 0) + (heights[at] ?? 0)
    column.style.blockSize = `${tops[order.length]}px`
    for (const [at, row] of drawn) row.style.insetBlockStart = `${tops[at]}px`
  }
  const draw = (top: number): void => {
    const [first, last] = [rowAt(top - margin), rowAt(top + scroller.clientHeight + margin)]
    for (const [at, row] of drawn)
      if (at < first || at > last) {
        observer.unobserve(row)
        row.remove()
        drawn.delete(at)
      }
    for (let at = first; at <= last; at++) {
      const message = messages.get(order[at] ?? '')
      if (drawn.has(at) || !message) continue
      const row = sketchRow(message)
      row.style.insetBlockStart = `${tops[at]}px`
      numbers.set(row, at)
      drawn.set(at, row)
      column.append(row)
      observer.observe(row)
    }
  }
  let atEnd = true
  const observer = new ResizeObserver(entries => {
    const top = scroller.scrollTop
    const held = rowAt(top)
    const before = tops[held] ?? 0
    for (const { target, borderBoxSize } of entries)
      heights[numbers.get(target) ?? -1] = borderBoxSize[0]?.blockSize ?? guess
    arrange()
    const wanted = atEnd ? (tops[order.length] ?? 0) : top + (tops[held] ?? 0) - before
    if (wanted !== top) scroller.scrollTop = wanted
  })
  arrange()
  draw(tops[order.length] ?? 0)
  scroller.scrollTop = scroller.scrollHeight
  let [last, drawnAt] = [scroller.scrollTop, 0]
  let rest: ReturnType<typeof setTimeout> | undefined
  scroller.addEventListener('scroll', ({ timeStamp }) => {
    const top = scroller.scrollTop
    const flies = Math.abs(top - last) > scroller.clientHeight && timeStamp - drawnAt < restMs
    atEnd = scroller.scrollHeight - top - scroller.clientHeight < 2
    last = top
    clearTimeout(rest)
    rest = setTimeout(() => draw(scroller.scrollTop), restMs)
    if (flies) return
    drawnAt = timeStamp
    draw(top)
  })
  return () => scroller
}
