import { type LookupAddress, type LookupOptions, lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { isPrivateAddress } from './private-addresses.ts'

/** A name leads to none but private addresses. */
export class PrivateAddress extends Error {
  override readonly name = 'PrivateAddress'
}

type Resolve = (
  host: string,
  options: LookupOptions & { all: true },
  done: (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => void,
) => void

/**
 * Looks names up for one connection, and leaves out private addresses: what was found is what is connected to, so a name
 * that leads elsewhere a moment later gains nothing.
 */
export const publicLookup =
  (resolve: Resolve = lookup): LookupFunction =>
  (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, found) => {
      if (error) return done(error, [])
      const open = found.filter(({ address }) => !isPrivateAddress(address))
      const [first] = open
      if (first === undefined) return done(new PrivateAddress(), [])
      if (options.all) done(null, open)
      else done(null, first.address, first.family)
    })
  }
