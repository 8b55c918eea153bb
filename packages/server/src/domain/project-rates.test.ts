import { expect, it } from 'vitest'
import { defaultSettings } from '../ports/default-settings.ts'
import { allOf, ownRates } from './project-rates.ts'

const minute = (count: number) => ({ count, windowMs: 60_000 })

it('SE5 a project without rates has none of its own', () => {
  for (const kind of ['http', 'socket', 'send'] as const)
    expect(ownRates(kind, defaultSettings)).toEqual({ each: null, all: null })
})

it('SE5 what all of a project may follows from what each of its users may, unless it says so itself', () => {
  const settings = { ...defaultSettings, httpLimit: '5/1m', socketLimit: '6/1m', sendLimit: '7/1m' }
  expect(ownRates('http', settings)).toEqual({ each: minute(5), all: minute(500) })
  expect(ownRates('socket', settings)).toEqual({ each: minute(6), all: minute(6_000) })
  expect(ownRates('send', settings)).toEqual({ each: minute(7), all: minute(700) })
  const all = { projectHttpLimit: '8/1h', projectSocketLimit: '9/1h', projectSendLimit: '0/1h' }
  const hour = (count: number) => ({ count, windowMs: 3_600_000 })
  expect(ownRates('http', { ...settings, ...all })).toEqual({ each: minute(5), all: hour(8) })
  expect(ownRates('socket', { ...defaultSettings, ...all })).toEqual({ each: null, all: hour(9) })
  expect(ownRates('send', { ...defaultSettings, ...all })).toEqual({ each: null, all: hour(0) })
  expect(allOf('socket', minute(600))).toEqual(minute(600_000))
})
