import { expect, test, vi } from 'vitest'
import type { DeviceStorage } from './device-storage.ts'
import { Drafts } from './drafts.ts'

const memory = (): DeviceStorage & { values: Map<string, string> } => {
  const values = new Map<string, string>()
  return {
    values,
    getItem: name => values.get(name) ?? null,
    setItem: (name, value) => void values.set(name, value),
    removeItem: name => void values.delete(name),
  }
}

test('CV11 a draft survives a reload, for each thread and each user apart', () => {
  const storage = memory()
  const drafts = new Drafts('ada', storage)
  drafts.set('one', 'half a question')
  drafts.set('two', 'another')
  expect(new Drafts('ada', storage).get('one')).toBe('half a question')
  expect(new Drafts('bob', storage).get('one')).toBe('')
  new Drafts('ada', storage).set('one', '  ')
  expect(new Drafts('ada', storage).get('one')).toBe('')
  expect(new Drafts('ada', storage).get('two')).toBe('another')
})

test('CV11 two tabs keep each other’s drafts', () => {
  const storage = memory()
  const [first, second] = [new Drafts('ada', storage), new Drafts('ada', storage)]
  first.set('one', 'a')
  second.set('two', 'b')
  first.set('three', 'c')
  const after = new Drafts('ada', storage)
  expect(['one', 'two', 'three'].map(name => after.get(name))).toEqual(['a', 'b', 'c'])
})

test('CV11 newer words of another tab are not overwritten by what could not be written down before', () => {
  const storage = memory()
  const [first, second] = [new Drafts('ada', storage), new Drafts('ada', storage)]
  first.set('one', 'a')
  const write = vi.spyOn(storage, 'setItem').mockImplementationOnce(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  first.set('one', 'a b')
  expect(first.get('one')).toBe('a b')
  second.set('one', 'a b c')
  first.set('two', 'another')
  expect(write).toHaveBeenCalledTimes(3)
  expect(['one', 'two'].map(name => new Drafts('ada', storage).get(name))).toEqual(['a b c', 'another'])
  expect(first.get('one')).toBe('a b c')
})

test('CV11 what is typed is written down once for many keys, soon, and whenever it is asked for', () => {
  vi.useFakeTimers()
  try {
    const storage = memory()
    const write = vi.spyOn(storage, 'setItem')
    const drafts = new Drafts('ada', storage)
    for (const text of ['h', 'ha', 'hal', 'half']) drafts.type('one', text)
    expect(write).not.toHaveBeenCalled()
    vi.runAllTimers()
    expect(write).toHaveBeenCalledTimes(1)
    expect(new Drafts('ada', storage).get('one')).toBe('half')
    drafts.type('one', 'half a')
    expect(drafts.get('one')).toBe('half a')
    drafts.type('one', 'half a question')
    drafts.type('two', 'another')
    drafts.save()
    expect(vi.getTimerCount()).toBe(0)
    const after = new Drafts('ada', storage)
    expect(['one', 'two'].map(name => after.get(name))).toEqual(['half a question', 'another'])
  } finally {
    vi.useRealTimers()
  }
})

test('CV11 drafts are bounded: the oldest goes', () => {
  const storage = memory()
  const drafts = new Drafts('ada', storage)
  for (let number = 0; number <= 50; number++) drafts.set(`thread ${number}`, 'x')
  expect(drafts.get('thread 0')).toBe('')
  expect(drafts.get('thread 1')).toBe('x')
})

test('EM6 blocked or damaged storage loses nothing while the page lasts', () => {
  const blocked: DeviceStorage = {
    getItem: () => {
      throw new Error('blocked')
    },
    setItem: () => {
      throw new Error('blocked')
    },
    removeItem: () => {},
  }
  const drafts = new Drafts('ada', blocked)
  drafts.set('one', 'kept')
  expect(drafts.get('one')).toBe('kept')
  const damaged = memory()
  damaged.values.set('chat-view:drafts:ada', '{"not":"ours"}')
  expect(new Drafts('ada', damaged).get('one')).toBe('')
  expect(new Drafts('ada', null).get('one')).toBe('')
})

test('EM6 with storage full the drafts that are not written down last as long as the page, beside those that are', () => {
  const storage = memory()
  const drafts = new Drafts('ada', storage)
  drafts.set('one', 'written down')
  const { setItem } = storage
  storage.setItem = () => {
    throw new Error('full')
  }
  drafts.set('two', 'not written down')
  drafts.set('three', 'neither')
  drafts.set('one', '')
  expect(['one', 'two', 'three'].map(name => drafts.get(name))).toEqual(['', 'not written down', 'neither'])
  for (let number = 0; number <= 50; number++) drafts.set(`thread ${number}`, 'x')
  expect([drafts.get('two'), drafts.get('thread 0'), drafts.get('thread 50')]).toEqual(['', '', 'x'])
  storage.setItem = setItem
  drafts.set('four', 'room again')
  const after = new Drafts('ada', storage)
  expect(['four', 'thread 50'].map(name => after.get(name))).toEqual(['room again', 'x'])
})

test('CV11 what another tab has sent does not come back with the next draft', () => {
  const storage = memory()
  const [first, second] = [new Drafts('ada', storage), new Drafts('ada', storage)]
  first.set('one', 'a')
  expect(second.get('one')).toBe('a')
  first.set('one', '')
  second.set('two', 'b')
  expect(new Drafts('ada', storage).get('one')).toBe('')
})
