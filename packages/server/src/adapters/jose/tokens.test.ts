import { SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import type { Principal } from '../../ports/principal.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { deriveKeys } from './secret-keys.ts'
import { createTokens } from './tokens.ts'

const accessTtlMs = 600_000
const old = 'an old secret of more than 32 characters'
const fresh = 'a new secret of more than 32 characters too'

const setUp = (secrets: readonly string[] = [old]) => {
  const clock = createFakeClock()
  const principal: Principal = {
    userId: 'u1',
    projectId: 'p1',
    sessionId: 's1',
    kind: 'known',
    name: 'Zoë',
    projectRole: 'viewer',
    expiresAt: clock.now() + accessTtlMs,
  }
  return { clock, principal, tokens: createTokens({ secrets, accessTtlMs, clock }) }
}

describe('access tokens', () => {
  test('SE1 an access token says who it was given to, until it ends', async () => {
    const { clock, principal, tokens } = setUp()
    const token = await tokens.signAccess(principal)
    expect(await tokens.verifyAccess(token)).toEqual(principal)
    clock.advance(accessTtlMs)
    await expect(tokens.verifyAccess(token)).rejects.toMatchObject({ code: 'token_expired' })
  })

  test('SE1 an access token never lives longer than the setting, whatever was asked', async () => {
    const { clock, principal, tokens } = setUp()
    const token = await tokens.signAccess({ ...principal, expiresAt: clock.now() + 10 * accessTtlMs })
    expect((await tokens.verifyAccess(token)).expiresAt).toBe(clock.now() + accessTtlMs)
  })

  test('SE1 a token of one kind does not pass as another', async () => {
    const { clock, principal, tokens } = setUp()
    const claims = { userId: 'u1', sessionId: 's1', projectId: 'p1' }
    const end = clock.now() + accessTtlMs
    const invite = { inviteId: 'i1', projectId: 'p1' }
    const claim = { visitorId: 'u1', projectId: 'p1' }
    const kinds = [
      { verify: tokens.verifyAccess, token: await tokens.signAccess(principal), says: principal },
      { verify: tokens.verifyVisitor, token: await tokens.signVisitor(claims, end), says: claims },
      { verify: tokens.verifyInvite, token: await tokens.signInvite(invite, end), says: invite },
      { verify: tokens.verifyClaim, token: await tokens.signClaim(claim, end), says: claim },
    ]
    for (const { verify, says } of kinds)
      for (const other of kinds)
        if (other.verify === verify) expect(await verify(other.token)).toEqual(says)
        else await expect(verify(other.token)).rejects.toMatchObject({ code: 'token_invalid' })
  })

  test('CV10 an invitation’s link ends with it', async () => {
    const { clock, tokens } = setUp()
    const token = await tokens.signInvite({ inviteId: 'i1', projectId: 'p1' }, clock.now() + 60_000)
    clock.advance(60_000)
    await expect(tokens.verifyInvite(token)).rejects.toMatchObject({ code: 'token_expired' })
  })

  test('SE2 a claim ends soon, and only SECRET_KEY vouches for it', async () => {
    const { clock, tokens } = setUp()
    const token = await tokens.signClaim({ visitorId: 'v1', projectId: 'p1' }, clock.now() + 60_000)
    const stranger = createTokens({ secrets: [fresh], accessTtlMs, clock })
    await expect(stranger.verifyClaim(token)).rejects.toMatchObject({ code: 'token_invalid' })
    clock.advance(60_000)
    await expect(tokens.verifyClaim(token)).rejects.toMatchObject({ code: 'token_expired' })
  })

  test('CV10 an access token of before there were roles for a whole project carries none', async () => {
    const { clock, tokens } = setUp()
    const { kid, tokens: key } = deriveKeys(old)
    const token = await new SignJWT({ project: 'p1', session: 's1', kind: 'known', name: null })
      .setProtectedHeader({ alg: 'HS256', typ: 'chat-view-access+jwt', kid })
      .setIssuer('chat-view')
      .setAudience('chat-view-access+jwt')
      .setSubject('u1')
      .setExpirationTime(clock.now() / 1_000 + 60)
      .sign(key)
    expect(await tokens.verifyAccess(token)).toMatchObject({ userId: 'u1', projectRole: null })
  })

  test('SE1 SECRET_KEY is rotated without signing anybody out', async () => {
    const { clock, principal, tokens: before } = setUp()
    const during = createTokens({ secrets: [fresh, old], accessTtlMs, clock })
    const after = createTokens({ secrets: [fresh], accessTtlMs, clock })
    const token = await before.signAccess(principal)
    expect(await during.verifyAccess(token)).toEqual(principal)
    expect(await after.verifyAccess(await during.signAccess(principal))).toEqual(principal)
    await expect(after.verifyAccess(token)).rejects.toMatchObject({ code: 'token_invalid' })
    expect(during.unseal(before.seal('place'))).toBe('place')
  })

  test.each([
    ['nothing', ''],
    ['no token', 'hello'],
    ['an unsigned one', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1MSJ9.'],
  ])('SE1 %s is refused as a token', async (_, token) => {
    const { tokens } = setUp()
    await expect(tokens.verifyAccess(token)).rejects.toMatchObject({ code: 'token_invalid' })
    await expect(tokens.verifyVisitor(token)).rejects.toMatchObject({ code: 'token_invalid' })
  })

  test('SE1 a token with claims of another form is refused, even where its signature is right', async () => {
    const { clock, tokens } = setUp()
    const { kid, tokens: key } = deriveKeys(old)
    const token = await new SignJWT({ project: { $gt: '' } })
      .setProtectedHeader({ alg: 'HS256', typ: 'chat-view-access+jwt', kid })
      .setIssuer('chat-view')
      .setAudience('chat-view-access+jwt')
      .setSubject('u1')
      .setExpirationTime(clock.now() / 1_000 + 60)
      .sign(key)
    await expect(tokens.verifyAccess(token)).rejects.toMatchObject({ code: 'token_invalid' })
  })
})

describe('seals', () => {
  test('ST5 what was sealed comes back, and nothing that was changed does', () => {
    const { tokens } = setUp()
    const sealed = tokens.seal('threads u1\n{"at":5}')
    expect(tokens.unseal(sealed)).toBe('threads u1\n{"at":5}')
    const changed = Array.from(
      sealed,
      (sign, at) => sealed.slice(0, at) + (sign === 'A' ? 'B' : 'A') + sealed.slice(at + 1),
    )
    expect(changed.map(text => tokens.unseal(text)).filter(text => text !== null)).toEqual([])
    expect(['', '.', sealed.slice(1), `${sealed}A`, sealed.split('.')[0] ?? ''].map(tokens.unseal)).toEqual(
      Array(5).fill(null),
    )
  })

  test('ST5 a seal of another secret is none', () => {
    const { clock, tokens } = setUp()
    const other = createTokens({ secrets: [fresh], accessTtlMs, clock })
    expect(tokens.unseal(other.seal('place'))).toBeNull()
  })
})
