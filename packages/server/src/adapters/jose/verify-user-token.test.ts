import { exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import type { SigningKeyRecord } from '../../ports/project-store.ts'
import { makeSigningKey } from './make-signing-key.ts'
import { signUserToken } from './sign-user-token.ts'
import { verifyUserToken } from './verify-user-token.ts'

type Algorithm = SigningKeyRecord['algorithm']
const now = 1_800_000_000_000
const minute = 60_000

const setUp = async (algorithm: Algorithm = 'HS256', expiresAt: number | null = null) => {
  const { kid, material, secret } = await makeSigningKey(algorithm)
  if (secret === null) throw new Error('a made key has a secret')
  const key: SigningKeyRecord = { kid, material, algorithm, projectId: 'p', createdAt: now, expiresAt }
  const sign = (
    options: { at?: number; ttl?: number; subject?: string; name?: string; role?: 'collaborator' | 'viewer' } = {},
  ) =>
    signUserToken({ kid, algorithm, secret, subject: 'ada', now, ...options, ...(options.at && { now: options.at }) })
  return { key, secret, sign, verify: (token: string, at = now) => verifyUserToken(token, [key], at) }
}

const invalid = { code: 'token_invalid' }

describe.each<Algorithm>(['HS256', 'EdDSA', 'ES256'])('user tokens by %s', algorithm => {
  test('SE1 a host’s token says who the user is', async () => {
    const { sign, verify } = await setUp(algorithm)
    expect(await verify(await sign({ name: ' Ada ' }))).toEqual({ subject: 'ada', name: 'Ada', projectRole: null })
    expect(await verify(await sign())).toEqual({ subject: 'ada', name: null, projectRole: null })
  })

  test('CV10 a host’s token may say what the user is to the whole project', async () => {
    const { sign, verify } = await setUp(algorithm)
    for (const role of ['collaborator', 'viewer'] as const)
      expect(await verify(await sign({ role }))).toMatchObject({ projectRole: role })
  })

  test('SE1 a token signed with another key under the same kid is refused', async () => {
    const { verify, key } = await setUp(algorithm)
    const { secret } = await makeSigningKey(algorithm)
    const token = await signUserToken({ kid: key.kid, algorithm, secret: secret ?? '', subject: 'ada', now })
    await expect(verify(token)).rejects.toMatchObject(invalid)
  })
})

describe('what a host can do wrong', () => {
  test('SE1 people whose ids differ only in what no store keeps are nobody, not one', async () => {
    const { sign, verify } = await setUp()
    for (const subject of ['ada\ud800', 'ada\ud801', 'ada\u0000'])
      await expect(verify(await sign({ subject }))).rejects.toMatchObject(invalid)
    expect(await verify(await sign({ subject: 'ada\ufffd' }))).toMatchObject({ subject: 'ada\ufffd' })
  })

  test('CV10 a role that is none of ours gives nothing, the owner’s neither', async () => {
    const { key, secret, verify } = await setUp()
    for (const role of ['owner', 'admin', '', 7, ['viewer']]) {
      const token = await new SignJWT({ role } satisfies JWTPayload)
        .setProtectedHeader({ alg: 'HS256', kid: key.kid })
        .setSubject('ada')
        .setIssuedAt(now / 1_000)
        .setExpirationTime(now / 1_000 + 60)
        .sign(new TextEncoder().encode(secret))
      expect(await verify(token)).toMatchObject({ subject: 'ada', projectRole: null })
    }
  })

  test('SE1 a public key is no secret: a token that calls itself HS256 is refused', async () => {
    const { key, verify } = await setUp('ES256')
    const confused = await signUserToken({
      kid: key.kid,
      algorithm: 'HS256',
      secret: key.material,
      subject: 'eve',
      now,
    })
    await expect(verify(confused)).rejects.toMatchObject(invalid)
  })

  test('SE1 a token without a signature is refused', async () => {
    const { key, verify } = await setUp()
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
    const claims = part({ sub: 'eve', iat: now / 1_000, exp: now / 1_000 + 60 })
    await expect(verify(`${part({ alg: 'none', kid: key.kid })}.${claims}.`)).rejects.toMatchObject(invalid)
  })

  test('SE1 a token is at most 15 minutes old, with a minute of clock difference', async () => {
    const { sign, verify } = await setUp()
    const token = await sign({ ttl: 3_600 })
    await expect(verify(token, now + 15.9 * minute)).resolves.toMatchObject({ subject: 'ada' })
    await expect(verify(token, now + 16.1 * minute)).rejects.toMatchObject({ code: 'token_expired' })
  })

  test('SE1 a token ends when it says so, with a minute of clock difference', async () => {
    const { sign, verify } = await setUp()
    const token = await sign({ ttl: 60 })
    await expect(verify(token, now + 1.9 * minute)).resolves.toMatchObject({ subject: 'ada' })
    await expect(verify(token, now + 2.1 * minute)).rejects.toMatchObject({ code: 'token_expired' })
  })

  test('SE1 a host whose clock is an hour off is told about its clock', async () => {
    const { sign, verify } = await setUp()
    await expect(verify(await sign({ at: now + 60 * minute }))).rejects.toMatchObject({
      ...invalid,
      detail: expect.stringContaining('clock'),
    })
    await expect(verify(await sign({ at: now - 60 * minute }))).rejects.toMatchObject({ code: 'token_expired' })
  })

  test('SE1 after a rotation the old key verifies until its end, and then no more', async () => {
    const old = await setUp('HS256', now + 5 * minute)
    const { key: fresh } = await setUp()
    const token = await old.sign()
    await expect(verifyUserToken(token, [fresh, old.key], now)).resolves.toMatchObject({ subject: 'ada' })
    await expect(verifyUserToken(token, [fresh, old.key], now + 5 * minute)).rejects.toMatchObject(invalid)
  })

  test('SE1 a kid that the project does not have, or none at all, is refused', async () => {
    const { sign, secret, verify } = await setUp()
    await expect(verifyUserToken(await sign(), [], now)).rejects.toMatchObject(invalid)
    const nameless = await new SignJWT({})
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('ada')
      .setIssuedAt(now / 1_000)
      .setExpirationTime(now / 1_000 + 60)
      .sign(new TextEncoder().encode(secret))
    await expect(verify(nameless)).rejects.toMatchObject(invalid)
    await expect(verify('no token')).rejects.toMatchObject(invalid)
  })

  test.each<[string, Record<string, unknown>]>([
    ['no time of making', { exp: now / 1_000 + 60, sub: 'ada' }],
    ['no end', { iat: now / 1_000, sub: 'ada' }],
    ['no subject', { iat: now / 1_000, exp: now / 1_000 + 60 }],
    ['an object as its subject', { iat: now / 1_000, exp: now / 1_000 + 60, sub: { $gt: '' } }],
    ['NUL in its subject', { iat: now / 1_000, exp: now / 1_000 + 60, sub: 'a\u0000b' }],
    ['a subject without end', { iat: now / 1_000, exp: now / 1_000 + 60, sub: 'a'.repeat(257) }],
  ])('SE1 a token with %s is refused', async (_, claims) => {
    const { key, secret, verify } = await setUp()
    const token = await new SignJWT(claims as JWTPayload)
      .setProtectedHeader({ alg: 'HS256', kid: key.kid })
      .sign(new TextEncoder().encode(secret))
    await expect(verify(token)).rejects.toMatchObject(invalid)
  })
})

describe('keys', () => {
  test('SE1 a host may keep its private key to itself', async () => {
    const { publicKey } = await generateKeyPair('ES256', { extractable: true })
    expect(await makeSigningKey('ES256', await exportSPKI(publicKey))).toMatchObject({ secret: null })
  })

  test('SE10 what is no public key of that kind is refused', async () => {
    const refusal = { code: 'invalid_request', errors: [{ path: 'publicKey' }] }
    await expect(makeSigningKey('ES256', 'hello')).rejects.toMatchObject(refusal)
    await expect(makeSigningKey('HS256', 'hello')).rejects.toMatchObject(refusal)
  })
})
