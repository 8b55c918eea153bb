import type { AdminProject, OperationDefinition, OperatorScope } from '@chat-view/protocol'
import type { Request, Response } from 'express'
import type { Operators } from '../domain/operators.ts'
import type { Authenticator } from '../ports/authenticator.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { Principal } from '../ports/principal.ts'
import type { OperatorKeyRecord } from '../ports/project-store.ts'
import { bearerOf } from './bearer.ts'
import { type RequestLimits, takeRequest } from './limit-requests.ts'

export interface AdmitOptions {
  readonly authenticator: Authenticator
  readonly operators: Operators
  readonly limits: RequestLimits
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
}

/** Lets in users by access token and operators by API key. */
export const createAdmit = ({ authenticator, operators, limits }: AdmitOptions) => ({
  /** @throws unauthenticated, token_invalid, token_expired, project_disabled, origin_denied, rate_limited */
  async user(request: Request, response: Response, { afterErasure, counted }: AdmitWish = {}): Promise<Admitted> {
    const token = bearerOf(request)
    const admitted = await (afterErasure ? authenticator.authenticateErased(token) : authenticator.authenticate(token))
    const { principal, project } = admitted
    if (!authenticator.allowsOrigin(project, request.get('origin'))) throw new CodedError('origin_denied')
    if (counted !== 'frames') await takeRequest(limits, 'project', project.id, response)
    await takeRequest(limits, counted ?? 'user', principal.userId, response)
    return admitted
  },
  /** Counts what costs more than other requests. @throws rate_limited */
  lane: (lane: NonNullable<OperationDefinition['lane']>, { principal }: Admitted, response: Response): Promise<void> =>
    takeRequest(limits, lane, principal.userId, response),
  /** @throws unauthenticated, token_invalid, forbidden */
  operator: (request: Request, scope: OperatorScope): Promise<OperatorKeyRecord> =>
    operators.authenticate(bearerOf(request), scope),
})

export type Admit = ReturnType<typeof createAdmit>
