import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { createClientAddress, groupAddress } from './client-address.ts'

const request = (socket: string, forwarded?: string): IncomingMessage =>
  ({
    socket: { remoteAddress: socket },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage

test('SE5 without TRUST_PROXY a header says nothing about the address', () => {
  expect(createClientAddress(null)(request('203.0.113.7', '198.51.100.1'))).toBe('203.0.113.7')
})

test('SE5 so many hops are believed, and no address before them', () => {
  const address = createClientAddress(['2'])
  expect(address(request('10.0.0.1', '192.0.2.66, 198.51.100.1, 10.0.0.2'))).toBe('198.51.100.1')
  expect(address(request('10.0.0.1'))).toBe('10.0.0.1')
})

test('SE5 proxies of the named networks are believed, others are clients', () => {
  const address = createClientAddress(['10.0.0.0/8', 'loopback'])
  expect(address(request('10.0.0.1', '192.0.2.66, 198.51.100.1'))).toBe('198.51.100.1')
  expect(address(request('203.0.113.7', '198.51.100.1'))).toBe('203.0.113.7')
})

test('SE5 what a proxy passes on that is no address does not become a key', () => {
  expect(createClientAddress(['1'])(request('10.0.0.1', `${'x'.repeat(5_000)}`))).toBe('10.0.0.1')
})

test.each([
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2:ffff::9', '2001:db8:1:2::/64'],
  ['2001:0db8:0001:0002::1', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['64:ff9b::192.0.2.33', '64:ff9b:0:0::/64'],
  ['::ffff:192.0.2.33', '192.0.2.33'],
  ['192.0.2.33', '192.0.2.33'],
])('SE5 %s counts as %s', (address, group) => {
  expect(groupAddress(address)).toBe(group)
})
