import fc from 'fast-check'
import { expect, test } from 'vitest'
import { closeAction, closeCodes } from './close-codes.ts'

test('RT9 the range of a close code decides, also for codes that are not known yet', () => {
  expect([4000, 4099].map(closeAction)).toEqual(['reconnect', 'reconnect'])
  expect([4100, 4199].map(closeAction)).toEqual(['refresh', 'refresh'])
  expect([4200, 4299].map(closeAction)).toEqual(['stop', 'stop'])
})

test('RT9 the network’s own codes mean reconnect, but for a policy violation', () => {
  expect([1000, 1001, 1005, 1006, 1011, 1012, 1015].map(closeAction)).toEqual(Array(7).fill('reconnect'))
  expect(closeAction(1008)).toBe('stop')
  fc.assert(fc.property(fc.integer({ min: 4300, max: 4999 }), code => closeAction(code) === 'reconnect'))
})

test('RT9 every code of the table is its own and lies in a range of ours', () => {
  const codes = Object.values<number>(closeCodes)
  expect(new Set(codes).size).toBe(codes.length)
  expect(codes.filter(code => code < 4000 || code > 4299)).toEqual([])
})
