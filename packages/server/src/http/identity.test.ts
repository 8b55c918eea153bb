import { problem, session } from '@chat-view/protocol'
import { describe, expect, test } from 'vitest'
import { type HttpRoom, openHttpRoom } from '../testing/open-http-room.ts'
import { listedOrigin, ownOrigin } from '../testing/test-room.ts'

const open = (http: HttpRoom, json: object, origin?: string): Promise<Response> =>
  http.ask('/v1/sessions', { method: 'POST', json, headers: origin === undefined ? {} : { origin } })

const codeOf = async (response: Response): Promise<string> => problem.parse(await response.json()).code

describe('sessions over HTTP', () => {
  test('SE1 a visitor gets a session, and comes back as the same with their own token', async () => {
    await using http = await openHttpRoom()
    const first = session.parse(await (await open(http, { project: http.room.project.key })).json())
    expect(first).toMatchObject({ user: { kind: 'visitor', name: null }, serverTime: http.room.clock.now() })
    http.room.clock.advance(179 * 86_400_000)
    const back = await open(http, { project: http.room.project.key, visitor: first.visitor })
    const again = session.parse(await back.json())
    expect(again.user).toEqual(first.user)
    const me = await http.ask('/v1/me', { token: again.accessToken })
    expect(await me.json()).toEqual(first.user)
  })

  test('SE3 a token counts in the Authorization header alone', async () => {
    await using http = await openHttpRoom()
    const { accessToken } = await http.room.signIn('ada')
    const elsewhere = [
      http.ask('/v1/me', { headers: { cookie: `token=${accessToken}; access_token=${accessToken}` } }),
      http.ask('/v1/me', { headers: { 'x-access-token': accessToken } }),
      http.ask('/v1/me', { headers: { authorization: `Basic ${accessToken}` } }),
    ]
    for (const response of await Promise.all(elsewhere)) {
      expect(response.headers.get('www-authenticate')).toBe('Bearer')
      expect(response.headers.get('set-cookie')).toBeNull()
      expect(await codeOf(response)).toBe('unauthenticated')
    }
  })

  test.each([
    ['a name', '/v1/me?access_token=x'],
    ['a name, beside a good token', '/v1/admin/projects?api_key=cvo_x'],
    ['what it looks like', '/v1/threads?after=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmVk'],
    ['a name, for operators', '/metrics?token=x'],
  ])('SE3 a token in an address is refused in words: known by %s', async (_, path) => {
    await using http = await openHttpRoom()
    const { accessToken: token } = await http.room.signIn('ada')
    const refused = problem.parse(await (await http.ask(path, { token })).json())
    expect(refused).toMatchObject({ code: 'invalid_request', status: 400 })
    expect(refused.detail).toMatch(/never belongs into a URL.*Authorization header/)
  })

  test('SE1 an access token that has ended says so', async () => {
    await using http = await openHttpRoom()
    const { accessToken } = await http.room.signIn('ada')
    http.room.clock.advance(600_000)
    const response = await http.ask('/v1/me', { token: accessToken })
    expect([response.status, await codeOf(response)]).toEqual([401, 'token_expired'])
  })
})

describe('origins over HTTP', () => {
  const allowed = (response: Response): string | null => response.headers.get('access-control-allow-origin')

  test('SE4 a page of a listed origin may ask and read', async () => {
    await using http = await openHttpRoom()
    const response = await open(http, { project: http.room.project.key }, listedOrigin)
    expect([response.status, allowed(response)]).toEqual([201, listedOrigin])
    expect(response.headers.get('vary')).toContain('Origin')
    expect(response.headers.get('access-control-allow-credentials')).toBeNull()
  })

  test('SE4 a page of another origin gets no session, and may not read the refusal', async () => {
    await using http = await openHttpRoom()
    const response = await open(http, { project: http.room.project.key }, 'https://evil.example')
    expect([response.status, allowed(response), await codeOf(response)]).toEqual([403, null, 'origin_denied'])
  })

  test('SE4 an origin that another project lists is still denied to this one', async () => {
    await using http = await openHttpRoom()
    await http.room.makeProject({ origins: ['https://other.example'] })
    const { accessToken } = await http.room.signIn('ada')
    const headers = { origin: 'https://other.example' }
    const read = await http.ask('/v1/me', { token: accessToken, headers })
    expect([read.status, allowed(read), await codeOf(read)]).toEqual([403, null, 'origin_denied'])
    const opened = await open(http, { project: http.room.project.key }, 'https://other.example')
    expect([opened.status, allowed(opened)]).toEqual([403, null])
  })

  test('SE4 the server’s own pages are let in without being listed', async () => {
    await using http = await openHttpRoom()
    expect((await open(http, { project: http.room.project.key }, ownOrigin)).status).toBe(201)
  })

  test.each([
    'null',
    'https://shop.example.com.evil.example',
    'http://shop.example.com',
    'https://shop.example.com:8443',
  ])('SE4 %s is not the origin that is listed', async origin => {
    await using http = await openHttpRoom()
    const response = await open(http, { project: http.room.project.key }, origin)
    expect([response.status, allowed(response)]).toEqual([403, null])
  })

  test('SE4 a preflight is answered before one knows the project, and denied to origins that none lists', async () => {
    await using http = await openHttpRoom()
    const preflight = (origin: string, path = '/v1/threads') =>
      http.ask(path, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'PATCH', 'access-control-request-headers': 'if-match' },
      })
    const yes = await preflight(listedOrigin)
    expect([yes.status, allowed(yes)]).toEqual([204, listedOrigin])
    expect(yes.headers.get('access-control-allow-methods')).toContain('PATCH')
    const headers = yes.headers.get('access-control-allow-headers')?.toLowerCase()
    expect(headers).toContain('if-match')
    // Browsers ask leave for it too where its value is unusual.
    expect(headers).toContain('accept-language')
    const no = await preflight('https://evil.example')
    expect([no.status, allowed(no)]).toEqual([403, null])
    expect(allowed(await preflight(listedOrigin, '/v1/admin/projects'))).toBeNull()
  })

  test('SE4 a change of the list counts at once', async () => {
    await using http = await openHttpRoom()
    const { room } = http
    await open(http, { project: room.project.key }, listedOrigin)
    await room.store.updateProject(room.project.id, { origins: [] })
    room.bus.publish({ kind: 'project', project: room.project.id })
    const response = await open(http, { project: room.project.key }, listedOrigin)
    expect([response.status, allowed(response)]).toEqual([403, null])
  })
})
