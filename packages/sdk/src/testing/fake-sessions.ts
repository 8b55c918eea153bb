import type { Receipt, Session, SessionRequest, User } from '@chat-view/protocol'
import { ChatError } from '../errors/chat-error.ts'
import { type FakeWorld, fakeId } from './fake-world.ts'

/** Milliseconds for which a visitor's word counts. */
const claimLifetime = 600_000

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
  /** Proofs of visitors who are no more. */
  readonly #spent = new Set<string>()
  /** Words of visitors that their threads may become another's, by token (SE2). */
  readonly #claims = new Map<string, { readonly visitor: string; readonly endsAt: number }>()
  /** Receipts of erasures, by the access tokens that asked for them or could have. */
  readonly #receipts = new Map<string, Receipt>()
  /** Known users that visitors became. */
  readonly #became = new Map<string, string>()
  readonly #ended: (user: string) => void

  /** `ended` is told whose sessions were ended. */
  constructor(world: FakeWorld, project: string, ended: (user: string) => void) {
    this.#world = world
    this.project = project
    this.#ended = ended
  }

  open({ project, token, visitor }: SessionRequest): Session {
    if (project !== this.project) throw new ChatError('not_found')
    if (token === 'bad' || visitor === 'bad' || this.#spent.has(visitor ?? '')) throw new ChatError('token_invalid')
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

  /** The known user of that name, who need not have been here yet. */
  known(name: string): User {
    const id = this.#idOf(this.#known, name)
    return this.#world.users.get(id) ?? this.#world.user(id, 'known', null)
  }

  /** A visitor's word that a known user may take their threads over. */
  claim(user: string): { token: string; expiresAt: number } {
    if (this.#world.users.get(user)?.kind !== 'visitor') throw new ChatError('state_conflict')
    const token = `claim-${fakeId()}`
    const endsAt = this.#world.clock.now() + claimLifetime
    this.#claims.set(token, { visitor: user, endsAt })
    return { token, expiresAt: endsAt + this.ahead }
  }

  /** The visitor whose word it is, who becomes that user now. */
  claimed(token: string, user: string): string {
    const claim = this.#claims.get(token)
    if (!claim) throw new ChatError('token_invalid')
    if (claim.endsAt <= this.#world.clock.now()) throw new ChatError('token_expired')
    if (this.#world.users.get(user)?.kind !== 'known') throw new ChatError('forbidden')
    if ((this.#became.get(claim.visitor) ?? user) !== user) throw new ChatError('state_conflict')
    this.#became.set(claim.visitor, user)
    return claim.visitor
  }

  /** What was answered when the user of that token was erased: they may ask for it again. */
  receiptOf(accessToken: string): Receipt | undefined {
    return this.#receipts.get(accessToken)
  }

  /** Ends all sessions of a user, erased with that receipt if there is one; whoever proves the same again is somebody new. */
  end(user: string, receipt?: Receipt): void {
    for (const [token, session] of this.#tokens) {
      if (session.user !== user) continue
      this.#tokens.delete(token)
      if (receipt) this.#receipts.set(token, receipt)
    }
    for (const [proof, id] of this.#visitors) if (id === user) this.#spent.add(proof)
    for (const [name, id] of this.#known) if (id === user) this.#known.delete(name)
    this.#ended(user)
  }

  #idOf(ids: Map<string, string>, name: string): string {
    const id = ids.get(name) ?? fakeId()
    ids.set(name, id)
    return id
  }
}
