import { expect, it } from 'vitest'
import { projectSettings } from './project-settings.ts'

const { shape } = projectSettings
const rates = [
  'httpLimit',
  'socketLimit',
  'sendLimit',
  'projectHttpLimit',
  'projectSocketLimit',
  'projectSendLimit',
] as const

it.each(rates)('SE5 a project’s own rate is one that can be counted, or %s refuses it', name => {
  const takes = (rate: string | null): boolean => shape[name].safeParse(rate).success
  expect([null, '30/1m', '0/1d', '999999999/999999999d'].filter(rate => !takes(rate))).toEqual([])
  const wrong = ['', '30', '30/m', '30/0s', '30/00m', '-1/1m', '1.5/1m', '30/1w', '9999999999/1m', '30/9999999999d']
  expect(wrong.filter(takes)).toEqual([])
})
