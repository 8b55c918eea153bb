import { describe, expect, it } from 'vitest'
import { type ChatFixture, chatFixture } from '../testing/chat-fixture.ts'
import { memoryStorage } from '../testing/memory-storage.ts'

const asUser = (name: string) => ({ getToken: async () => name, storage: memoryStorage() })

/** Ada's thread with one question in it, and Bob, who is somebody else. */
const talk = async (fixture: ChatFixture) => {
  const [ada, bob] = [fixture.open(asUser('ada')), fixture.open(asUser('bob'))]
  const thread = ada.thread()
  thread.send('Hello')
  await Promise.all([bob.connect(), fixture.pass()])
  const [adaId, bobId] = ['ada', 'bob'].map(name => fixture.server.sessions.known(name).id) as [string, string]
  return { ada, bob, thread, id: thread.id ?? '', adaId, bobId }
}

describe('participants', () => {
  it('CV10 who is let in by name sees the same stream, and everybody sees them', async () => {
    await using fixture = chatFixture()
    const { bob, thread, id, adaId, bobId } = await talk(fixture)
    thread.$participants.listen(() => {})
    bob.$threads.listen(() => {})
    await fixture.pass()
    expect(await thread.participants.invite('bob', 'collaborator')).toMatchObject({ userId: bobId, name: 'bob' })
    await fixture.pass()
    expect(thread.$participants.get().map(({ userId, role }) => [userId, role])).toEqual([
      [adaId, 'owner'],
      [bobId, 'collaborator'],
    ])
    expect(bob.$threads.get().items).toMatchObject([{ id, role: 'collaborator' }])
    const theirs = bob.thread(id)
    await fixture.pass()
    theirs.send('Me too')
    await fixture.pass()
    const said = (of: typeof theirs) => of.$timeline.get().keys.map(key => of.$message(key).get()?.parts)
    expect(said(theirs)).toHaveLength(4)
    expect(said(theirs)).toEqual(said(thread))
  })

  it('CV10 a role that changes is seen at once, and what is taken away is refused', async () => {
    await using fixture = chatFixture()
    const { bob, thread, id, bobId } = await talk(fixture)
    await thread.participants.invite('bob', 'collaborator')
    const theirs = bob.thread(id)
    await fixture.pass()
    expect(await thread.participants.setRole(bobId, 'viewer')).toMatchObject({ role: 'viewer' })
    await fixture.pass()
    expect(theirs.$thread.get()).toMatchObject({ status: 'open', role: 'viewer' })
    await expect(theirs.participants.invite('eve', 'viewer')).toFailWithCode('forbidden')
    await expect(theirs.participants.createInvite('viewer')).toFailWithCode('forbidden')
  })

  it('CV10.1 who is removed has it gone, and gets nothing more', async () => {
    await using fixture = chatFixture()
    const { bob, thread, id, bobId } = await talk(fixture)
    await thread.participants.invite('bob', 'viewer')
    const theirs = bob.thread(id)
    bob.$threads.listen(() => {})
    await fixture.pass()
    await thread.participants.remove(bobId)
    thread.send('Among us')
    await fixture.pass()
    expect(theirs.$thread.get()).toMatchObject({ status: 'gone', error: { code: 'not_found' } })
    expect(theirs.$timeline.get().keys).toEqual([])
    expect(bob.$threads.get().items).toEqual([])
  })

  it('CV10 one can leave by oneself, but an owner stays', async () => {
    await using fixture = chatFixture()
    const { bob, thread, id, adaId } = await talk(fixture)
    await thread.participants.invite('bob', 'viewer')
    const theirs = bob.thread(id)
    await fixture.pass()
    await theirs.participants.leave()
    await fixture.pass()
    expect(theirs.$thread.get().status).toBe('gone')
    expect((await thread.participants.list()).map(({ userId }) => userId)).toEqual([adaId])
    await expect(thread.participants.leave()).toFailWithCode('forbidden')
    await expect(thread.participants.setRole(adaId, 'viewer')).toFailWithCode('state_conflict')
  })

  it('CV10.2 a link lets in whoever brings it, as often as was said and until it ends', async () => {
    await using fixture = chatFixture()
    const { bob, thread, id } = await talk(fixture)
    const { invite, token } = await thread.participants.createInvite('viewer', { maxUses: 1, expiresIn: 3_600 })
    expect(await thread.participants.invites()).toEqual([invite])
    bob.$threads.listen(() => {})
    await fixture.pass()
    expect(await bob.acceptInvite(token)).toMatchObject({ id, role: 'viewer' })
    expect(bob.$threads.get().items).toMatchObject([{ id }])
    const link = `https://shop.example.com/help?a=b#chat-invite=${token}`
    expect(await bob.acceptInvite(link)).toMatchObject({ id })
    const eve = fixture.open(asUser('eve'))
    await expect(eve.acceptInvite(token)).toFailWithCode('state_conflict')
    await expect(eve.acceptInvite('forged')).toFailWithCode('token_invalid')
    const late = await thread.participants.createInvite('viewer', { expiresIn: 60 })
    await fixture.pass(61_000)
    await expect(eve.acceptInvite(late.token)).toFailWithCode('token_expired')
    const revoked = await thread.participants.createInvite('viewer')
    await thread.participants.revoke(revoked.invite.id)
    await expect(eve.acceptInvite(revoked.token)).toFailWithCode('state_conflict')
  })

  it('CV10.2 who comes back by a link has the thread again where it was gone', async () => {
    await using fixture = chatFixture()
    const { bob, thread, id, bobId } = await talk(fixture)
    await thread.participants.invite('bob', 'viewer')
    const theirs = bob.thread(id)
    await fixture.pass()
    await thread.participants.remove(bobId)
    await fixture.pass()
    expect(theirs.$thread.get().status).toBe('gone')
    const { token } = await thread.participants.createInvite('viewer')
    await bob.acceptInvite(token)
    await fixture.pass()
    expect(theirs.$thread.get().status).toBe('open')
    expect(theirs.$timeline.get().keys).toHaveLength(2)
    await thread.participants.remove(bobId)
    await expect(bob.acceptInvite(token)).toFailWithCode('state_conflict')
  })

  it('RT11 a removal waits for the connection, and an invitation’s token is not kept', async () => {
    await using fixture = chatFixture()
    const storage = memoryStorage()
    const ada = fixture.open({ getToken: async () => 'ada', storage })
    const thread = ada.thread()
    thread.send('Hello')
    await fixture.pass()
    const bob = await thread.participants.invite('bob', 'viewer')
    fixture.server.kill()
    const removed = thread.participants.remove(bob.userId)
    const link = thread.participants.createInvite('viewer')
    await fixture.pass()
    const kept = Array.from({ length: storage.length }, (_, at) => storage.getItem(storage.key(at) ?? '')).join()
    expect(kept).toContain('removeParticipant')
    expect(kept).not.toContain('createInvite')
    fixture.server.start()
    await fixture.pass(60_000)
    await Promise.all([removed, link])
    expect(await thread.participants.list()).toHaveLength(1)
  })

  it('DX1 nothing can be asked of a thread that was not created, or by one who has given up', async () => {
    await using fixture = chatFixture()
    const { participants } = fixture.open().thread()
    await expect(participants.list()).toFailWithCode('not_found')
    await expect(participants.invite('bob', 'viewer')).toFailWithCode('not_found')
    const { thread } = await talk(fixture)
    const signal = AbortSignal.abort()
    await expect(thread.participants.remove('x', { signal })).toFailWithCode('aborted')
    await expect(thread.participants.invites({ signal })).toFailWithCode('aborted')
  })
})
