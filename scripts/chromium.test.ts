import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { chromium } from './chromium.ts'

it('DX2 CHROMIUM_PATH names the browser of the tests', async () => {
  const { executablePath, env } = await chromium({ CHROMIUM_PATH: '/opt/chrome', PATH: '/bin', EMPTY: undefined })
  expect(executablePath).toBe('/opt/chrome')
  expect(env).toEqual({ CHROMIUM_PATH: '/opt/chrome', PATH: '/bin' })
})

it('DX2 without it a browser is found or unpacked, also by several at once, and no argument weakens it', async () => {
  const found = await Promise.all([chromium({}), chromium({})])
  expect(new Set(found.map(each => each.executablePath)).size).toBe(1)
  expect(found.every(each => existsSync(each.executablePath))).toBe(true)
  expect(found.map(each => Object.keys(each).sort())).toEqual(Array(2).fill(['env', 'executablePath']))
})
