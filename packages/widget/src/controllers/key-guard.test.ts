import { expect } from 'chai'
import { KeyGuard } from './key-guard.ts'

describe('KeyGuard', () => {
  const host = document.createElement('div')
  const inner = document.createElement('div')
  const field = document.createElement('textarea')
  const root = host.attachShadow({ mode: 'open' })
  root.append(inner)
  inner.attachShadow({ mode: 'open' }).append(field)
  const guard = new KeyGuard(host, within => within === root)
  const ends = new AbortController()

  before(() => {
    document.body.append(host)
    guard.start()
  })
  after(() => {
    guard.stop()
    ends.abort()
    host.remove()
  })

  const press = (init: KeyboardEventInit, type = 'keydown'): KeyboardEvent => {
    const event = new KeyboardEvent(type, { bubbles: true, composed: true, cancelable: true, ...init })
    field.dispatchEvent(event)
    return event
  }

  it('EM4 passes a key on to every listener inside, host by host, and to none outside', () => {
    const heard: string[] = []
    const outside = () => heard.push('outside')
    field.addEventListener('keydown', () => heard.push('field'), { once: true })
    inner.addEventListener('keydown', () => heard.push('inner'), { once: true })
    root.addEventListener('keydown', () => heard.push('root'), { once: true })
    host.addEventListener('keydown', outside, { once: true, signal: ends.signal })
    document.addEventListener('keydown', outside, { capture: true, signal: ends.signal })
    press({ key: 'a' })
    expect(heard).to.deep.equal(['field', 'inner', 'root'])
  })

  it('EM4 stops where a listener inside stops it, and tells the browser what was prevented', () => {
    const heard: string[] = []
    inner.shadowRoot?.addEventListener('keydown', event => event.stopPropagation(), { once: true })
    inner.addEventListener('keydown', () => heard.push('inner'), { signal: ends.signal })
    expect(press({ key: 'a' }).defaultPrevented).to.equal(false)
    expect(heard).to.deep.equal([])
    root.addEventListener('keydown', event => event.preventDefault(), { once: true })
    expect(press({ key: 'a' }).defaultPrevented).to.equal(true)
    expect(heard).to.deep.equal(['inner'])
  })

  it('CV11 keeps what tells of a composition, in either browser’s order', () => {
    const seen: unknown[] = []
    field.addEventListener('keydown', ({ key, isComposing, keyCode }) => seen.push([key, isComposing, keyCode]), {
      signal: ends.signal,
    })
    press({ key: 'Enter', isComposing: true, keyCode: 229 })
    press({ key: 'Enter', keyCode: 229 })
    press({ key: 'Enter', keyCode: 13, shiftKey: true })
    expect(seen).to.deep.equal([
      ['Enter', true, 229],
      ['Enter', false, 229],
      ['Enter', false, 13],
    ])
  })

  it('EM4 keeps the texts of input events inside', () => {
    const inside: (string | null)[] = []
    const outside: Event[] = []
    document.addEventListener('input', event => outside.push(event), { capture: true, signal: ends.signal })
    field.addEventListener('input', event => inside.push((event as InputEvent).data), { signal: ends.signal })
    field.dispatchEvent(
      new InputEvent('input', { data: 'secret', inputType: 'insertText', bubbles: true, composed: true }),
    )
    expect(inside).to.deep.equal(['secret'])
    expect(outside).to.deep.equal([])
  })

  it('EM7 hears nothing more once it was stopped', () => {
    guard.stop()
    let heard = 0
    document.addEventListener('keydown', () => heard++, { once: true })
    press({ key: 'a' })
    expect(heard).to.equal(1)
    guard.start()
  })
})
