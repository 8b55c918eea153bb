import { expect, it } from 'vitest'
import { origin } from './admin-operations.ts'

it.each(['*', 'https://example.com', 'http://localhost:5173', 'http://[::1]:3000', 'capacitor://localhost', 'app://x'])(
  'SE4 %s can be listed as an origin',
  text => {
    expect(origin.safeParse(text).success).toBe(true)
  },
)

it.each([
  'example.com',
  'https://example.com/',
  'https://Example.com',
  'https://example.com:443',
  'http://example.com:80',
  'https://*.example.com',
  'https://user@example.com',
  'https://exa mple.com',
  'https://[::1',
  '',
])('SE4 what no browser ever sends as an origin is refused: %s', text => {
  expect(origin.safeParse(text).success).toBe(false)
})
