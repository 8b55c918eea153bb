import type { LookupAddress } from 'node:dns'
import { expect, it } from 'vitest'
import { publicLookup } from './public-lookup.ts'

const finding = (...addresses: string[]) =>
  publicLookup((_host, options, done) => {
    expect(options.all).toBe(true)
    done(
      null,
      addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  })

const ask = (lookup: ReturnType<typeof publicLookup>, all: boolean) =>
  new Promise<string | LookupAddress[] | Error>(resolve =>
    lookup('example.com', { all }, (error, address) => resolve(error ?? address)),
  )

it('OP6.5 of the addresses of a name only public ones are connected to', async () => {
  const lookup = finding('10.0.0.1', '8.8.8.8', '::1')
  expect(await ask(lookup, true)).toEqual([{ address: '8.8.8.8', family: 4 }])
  expect(await ask(lookup, false)).toBe('8.8.8.8')
})

it('OP6.5 a name that leads to private addresses alone is refused', async () => {
  expect(await ask(finding('127.0.0.1', 'fd00::1'), true)).toMatchObject({ name: 'PrivateAddress' })
  expect(await ask(finding(), false)).toMatchObject({ name: 'PrivateAddress' })
})

it('OP6.5 a name that is not found is told as such', async () => {
  const lookup = publicLookup((_host, _options, done) =>
    done(Object.assign(new Error('none'), { code: 'ENOTFOUND' }), []),
  )
  expect(await ask(lookup, true)).toMatchObject({ code: 'ENOTFOUND' })
})
