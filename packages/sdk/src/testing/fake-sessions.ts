import type { Session, SessionRequest } from '@chat-view/protocol'
import { ChatError } from '../errors/chat-error.ts'
import { type FakeWorld, fakeId } from './fake-world.ts'

/** Tokens of the fake server. A user token is any text: `ada` is the user of that name, `ada#2` a newer token of hers. */
export class FakeSessions {
  /** Milliseconds that an access token lives. */
  lifetime = 600_000
  /** How far the server's clock is ahead of the client's, in milliseconds. */
  ahead = 0
  readonly project: string
  readonly #world: FakeWorld
  readonly #tokens = new Map<string, { readonly user: string; readonly endsAt: number }>()
  readonly #known = new Map<string, string>()
  readonly #visitors = new Map<string, string>()

  constructor(world: FakeWorld, project: string) {
    this.#world = world
    this.project = project
  }

  open({ project, token, visitor }: SessionRequest): Session {
    if (project !== this.project) throw new ChatError('not_found')
    if (token === 'bad' || visitor === 'bad') throw new ChatError('token_invalid')
    const proof = token === undefined ? (visitor ?? `visitor-${fakeId()}`) : null
    const id =
      token === undefined ? this.#idOf(this.#visitors, proof ?? '') : this.#idOf(this.#known, token.split('#')[0] ?? '')
    const user = this.#world.user(id, token === undefined ? 'visitor' : 'known', token?.split('#')[0] ?? null)
    const now = this.#world.clock.now()
    const accessToken = `access-${fakeId()}`
    this.#tokens.set(accessToken, { user: id, endsAt: now + this.lifetime })
    const about = { key: project, name: 'Fake', assistantName: null, greeting: null, prompts: [] }
    const serverTime = now + this.ahead
    return { accessToken, serverTime, expiresAt: serverTime + this.lifetime, user, project: about, visitor: proof }
  }

  /** The user of an access token; throws when it has ended. */
  userOf(accessToken: string): string {
    const token = this.#tokens.get(accessToken)
    if (!token) throw new ChatError('token_invalid')
    if (token.endsAt <= this.#world.clock.now()) throw new ChatError('token_expired')
    return token.user
  }

  /** No access token that was given so far is good any more. */
  revoke(): void {
    this.#tokens.clear()
  }

  #idOf(ids: Map<string, string>, name: string): string {
    const id = ids.get(name) ?? fakeId()
    ids.set(name, id)
    return id
  }
}
