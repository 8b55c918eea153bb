import { expect, test } from 'vitest'
import { isPrivateHost, listeningUrl, ownOrigins } from './public-origins.ts'

test('SE4 the server’s own pages are let in by the addresses at which it listens and is reached', () => {
  expect(ownOrigins({ HOST: '127.0.0.1', PUBLIC_URL: null }, 3000)).toContain('http://localhost:3000')
  expect(ownOrigins({ HOST: '10.0.0.5', PUBLIC_URL: 'https://chat.example.com/x' }, 3000)).toEqual([
    'https://chat.example.com',
    'http://10.0.0.5:3000',
  ])
  expect(ownOrigins({ HOST: 'fd00::5', PUBLIC_URL: null }, 1)).toEqual(['http://[fd00::5]:1'])
})

test.each([
  ['127.0.0.1', true],
  ['localhost', true],
  ['::1', true],
  ['192.168.1.2', true],
  ['172.20.0.1', true],
  ['fd12::1', true],
  ['0.0.0.0', false],
  ['::', false],
  ['172.32.0.1', false],
  ['8.8.8.8', false],
  ['2001:db8::1', false],
])('OP1 %s is private: %s', (host, expected) => {
  expect(isPrivateHost(host)).toBe(expected)
})

test('OP3 the address for people names an address that can be opened', () => {
  expect(listeningUrl({ HOST: '0.0.0.0', PUBLIC_URL: null }, 80)).toBe('http://127.0.0.1:80')
  expect(listeningUrl({ HOST: '::1', PUBLIC_URL: null }, 80)).toBe('http://[::1]:80')
  expect(listeningUrl({ HOST: '::1', PUBLIC_URL: 'https://a.b' }, 80)).toBe('https://a.b')
})
