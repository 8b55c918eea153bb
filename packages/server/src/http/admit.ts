import type { AdminProject, OperationDefinition, OperatorScope } from '@chat-view/protocol'
import type { Request, Response } from 'express'
import type { Operators } from '../domain/operators.ts'
import type { Authenticator } from '../ports/authenticator.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { Principal } from '../ports/principal.ts'
import type { OperatorKeyRecord } from '../ports/project-store.ts'
import { bearerOf } from './bearer.ts'
import type { ClientAddress } from './client-address.ts'
import { type RequestCount, type RequestLimits, takeRequest } from './limit-requests.ts'

export interface AdmitOptions {
  readonly authenticator: Authenticator
  readonly operators: Operators
  readonly limits: RequestLimits
  readonly clientAddress: ClientAddress
}

/** A user of a project, after their token, their project's origins and their limits were asked. */
export interface Admitted {
  readonly principal: Principal
  readonly project: AdminProject
}

interface AdmitWish {
  /** Also a user who is being erased. */
  readonly afterErasure?: boolean
  /** What their request counts as; default: as any other. Frames are counted one by one besides. */
  readonly counted?: 'events' | 'frames'
  /** It costs more than other requests, and is counted as such besides. */
  readonly lane?: OperationDefinition['lane']
}

/** What a request of a user takes from, now that their project is known; its address was counted before. */
const countsOf = (
  { principal: { userId }, project: { id, settings } }: Admitted,
  address: string,
  { counted, lane }: AdmitWish,
): RequestCount[] => {
  const ofUser: RequestCount = { counted: counted ?? 'user', whose: userId, settings }
  const hasOwn = (counted ? settings.socketLimit : settings.httpLimit) !== null
  // Visitors cost nothing, an address does: a rate of the project's own counts what is asked of it alone.
  const ofPlace: RequestCount = { counted: counted ?? 'address', whose: `${id}:${address}`, settings }
  const ofAll: RequestCount = { counted: 'project', whose: id, settings }
  return [
    ...(counted === 'frames' ? [] : [ofAll]),
    ...(hasOwn ? [ofPlace] : []),
    ofUser,
    ...(lane ? [{ counted: lane, whose: userId, settings }] : []),
  ]
}

/** Lets in users by access token and operators by API key. */
export const createAdmit = ({ authenticator, operators, limits, clientAddress }: AdmitOptions) => ({
  /** @throws unauthenticated, token_invalid, token_expired, project_disabled, origin_denied, rate_limited */
  async user(request: Request, response: Response, wish: AdmitWish = {}): Promise<Admitted> {
    const token = bearerOf(request)
    const admitted = await (wish.afterErasure
      ? authenticator.authenticateErased(token)
      : authenticator.authenticate(token))
    if (!authenticator.allowsOrigin(admitted.project, request.get('origin'))) throw new CodedError('origin_denied')
    await takeRequest(limits, countsOf(admitted, clientAddress(request), wish), response)
    return admitted
  },
  /** @throws unauthenticated, token_invalid, forbidden */
  operator: (request: Request, scope: OperatorScope): Promise<OperatorKeyRecord> =>
    operators.authenticate(bearerOf(request), scope),
})

export type Admit = ReturnType<typeof createAdmit>
