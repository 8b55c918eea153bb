import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openTempStore } from '../testing/open-temp-store.ts'
import { listedOrigin, openTestRoom, type TestRoom } from '../testing/test-room.ts'

const day = 86_400_000
let room: TestRoom

beforeEach(async () => {
  room = await openTestRoom(await openTempStore())
})
afterEach(() => room.close())

const open = (more: { token?: string; visitor?: string; project?: string } = {}, origin?: string) =>
  room.sessions.open({ project: room.project.key, ...more }, origin)

describe('known users', () => {
  test('SE1 the same subject is the same user, in this project alone', async () => {
    const [first, second] = [await room.signIn('ada'), await room.signIn('ada')]
    expect(first.user).toMatchObject({ kind: 'known' })
    expect(second.user.id).toBe(first.user.id)
    expect((await room.signIn('bob')).user.id).not.toBe(first.user.id)
    expect(first.visitor).toBeNull()
  })

  test('SE1 a token for another project is refused', async () => {
    const other = await room.makeProject()
    const token = await room.userToken('ada')
    await expect(open({ project: other.key, token })).rejects.toMatchObject({ code: 'token_invalid' })
  })

  test('SE1 the access token of a session says who it is, and ends when the session says', async () => {
    const { accessToken, expiresAt, user } = await room.signIn('ada')
    const { principal } = await room.authenticator.authenticate(accessToken)
    expect(principal).toMatchObject({ userId: user.id, projectId: room.project.id, expiresAt })
    room.clock.advance(expiresAt - room.clock.now())
    await expect(room.authenticator.authenticate(accessToken)).rejects.toMatchObject({ code: 'token_expired' })
  })
})

describe('visitors', () => {
  test('SE1 come back as the same for half a year after they were last here', async () => {
    const first = await open()
    room.clock.advance(170 * day)
    const second = await open({ visitor: first.visitor ?? '' })
    room.clock.advance(170 * day)
    const third = await open({ visitor: second.visitor ?? '' })
    expect([second.user, third.user]).toEqual([first.user, first.user])
    room.clock.advance(181 * day)
    await expect(open({ visitor: third.visitor ?? '' })).rejects.toMatchObject({ code: 'token_expired' })
  })

  test('SE1 an access token is no proof to come back with', async () => {
    const { accessToken } = await open()
    await expect(open({ visitor: accessToken })).rejects.toMatchObject({ code: 'token_invalid' })
  })

  test('SE1 a visitor of one project is nobody in another', async () => {
    const { visitor } = await open()
    const other = await room.makeProject()
    const foreign = open({ project: other.key, visitor: visitor ?? '' })
    await expect(foreign).rejects.toMatchObject({ code: 'token_invalid' })
  })

  test('SE1 a session that was ended lets nobody back in, and its access token ends with it', async () => {
    const { visitor, accessToken } = await open()
    const { principal } = await room.authenticator.authenticate(accessToken)
    await room.store.revokeSession(principal.sessionId, room.clock.now())
    await expect(open({ visitor: visitor ?? '' })).rejects.toMatchObject({ code: 'token_invalid' })
    await expect(room.authenticator.authenticate(accessToken)).rejects.toMatchObject({ code: 'token_invalid' })
  })

  test('SE1 a project that wants user tokens lets no visitors in', async () => {
    const { key } = await room.makeProject({ settings: { visitors: false } })
    await expect(open({ project: key })).rejects.toMatchObject({ code: 'unauthenticated' })
  })
})

describe('those who are nobody any more', () => {
  test('SE2 a visitor who became a known user comes back as nobody, and their access token ends', async () => {
    const first = await open()
    const ada = await room.signIn('ada')
    const { id: visitorId } = first.user
    await room.store.claimVisitor({ visitorId, userId: ada.user.id, at: room.clock.now() })
    const invalid = { code: 'token_invalid' }
    await expect(open({ visitor: first.visitor ?? '' })).rejects.toMatchObject(invalid)
    await expect(room.authenticator.authenticate(first.accessToken)).rejects.toMatchObject(invalid)
    await expect(room.authenticator.authenticate(ada.accessToken)).resolves.toBeDefined()
  })

  test('ST8 one who was erased is let in by no token that was given before', async () => {
    const [visitor, ada] = [await open(), await room.signIn('ada')]
    const invalid = { code: 'token_invalid' }
    for (const { user, accessToken } of [visitor, ada]) {
      await room.store.beginErasure({ id: user.id, userId: user.id, subjectHash: user.id, at: room.clock.now() })
      await expect(room.authenticator.authenticate(accessToken)).rejects.toMatchObject(invalid)
    }
    await expect(open({ visitor: visitor.visitor ?? '' })).rejects.toMatchObject(invalid)
    expect((await room.signIn('ada')).user.id).not.toBe(ada.user.id)
  })

  test('ST8 one whose erasure began just now gets no token', async () => {
    const ada = await room.signIn('ada')
    const user = await room.store.getUser(ada.user.id)
    if (user === null) throw new Error('The user is there')
    vi.spyOn(room.store, 'openKnownSession').mockResolvedValueOnce({ ...user, erasedAt: room.clock.now() })
    await expect(open({ token: await room.userToken('ada') })).rejects.toMatchObject({ code: 'token_invalid' })
  })
})

describe('known users of a whole project', () => {
  test('CV10 the role of the user token goes into the access token', async () => {
    const { accessToken } = await open({ token: await room.userToken('ada', room.clock.now(), 'viewer') })
    const { principal } = await room.authenticator.authenticate(accessToken)
    expect(principal).toMatchObject({ projectRole: 'viewer' })
  })
})

describe('projects', () => {
  test('SE4 let in the pages that they list, programs, and nobody else', async () => {
    await expect(open({}, listedOrigin)).resolves.toHaveProperty('accessToken')
    await expect(open({}, undefined)).resolves.toHaveProperty('accessToken')
    await expect(open({}, 'https://evil.example')).rejects.toMatchObject({ code: 'origin_denied' })
    const { key } = await room.makeProject({ origins: ['*'] })
    await expect(open({ project: key }, 'https://evil.example')).resolves.toHaveProperty('accessToken')
  })

  test('SE1 a project that was disabled is closed at once, for those who are in it too', async () => {
    const { accessToken } = await room.signIn('ada')
    await room.store.updateProject(room.project.id, { enabled: false })
    room.bus.publish({ kind: 'project', project: room.project.id })
    await expect(open()).rejects.toMatchObject({ code: 'project_disabled' })
    await expect(room.authenticator.authenticate(accessToken)).rejects.toMatchObject({ code: 'project_disabled' })
    expect(await room.authenticator.allowsSomewhere(listedOrigin)).toBe(false)
  })

  test('SE1 there is no session in a project that never was', async () => {
    await expect(open({ project: 'pk_never' })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('CV8 a page learns what it may know of its project', async () => {
    const settings = { prompts: ['Hello?'], greeting: 'Hi', assistantName: 'Ada', systemPrompt: 'Be secret' }
    const { key } = await room.makeProject({ settings })
    const { project } = await open({ project: key })
    expect(project).toEqual({ key, name: 'Shop', prompts: ['Hello?'], greeting: 'Hi', assistantName: 'Ada' })
  })
})
