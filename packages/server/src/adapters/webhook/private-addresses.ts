import { BlockList, isIP } from 'node:net'

const refused = new BlockList()
// "This" network, private use, shared, loopback, link-local, protocol assignments, documentation, benchmarks,
// multicast, reserved (RFC 6890).
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  refused.addSubnet(network, bits, 'ipv4')
// Of the global unicast: tunnels that carry an IPv4 address, and documentation.
refused.addSubnet('2001::', 23, 'ipv6')
refused.addSubnet('2001:db8::', 32, 'ipv6')
refused.addSubnet('2002::', 16, 'ipv6')
refused.addSubnet('3fff::', 20, 'ipv6')

const unicast = new BlockList()
unicast.addSubnet('2000::', 3, 'ipv6')

/** Whether an IP address is none of the public internet; what is no IP address is none either. */
export const isPrivateAddress = (address: string): boolean => {
  const family = isIP(address)
  if (family === 4) return refused.check(address, 'ipv4')
  return family === 0 || !unicast.check(address, 'ipv6') || refused.check(address, 'ipv6')
}
