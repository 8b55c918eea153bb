import { expect, it } from 'vitest'
import { projectSettings } from './project-settings.ts'

const takes = (sendLimit: string | null): boolean => projectSettings.shape.sendLimit.safeParse(sendLimit).success

it('SE5 a project’s own rate is one that can be counted: none is taken and then passed over', () => {
  expect([null, '30/1m', '0/1d', '999999999/999999999d'].filter(rate => !takes(rate))).toEqual([])
  const wrong = ['', '30', '30/m', '30/0s', '30/00m', '-1/1m', '1.5/1m', '30/1w', '9999999999/1m', '30/9999999999d']
  expect(wrong.filter(takes)).toEqual([])
})
