import { protocolVersion } from '@chat-view/protocol'
import type { CloseName } from '@chat-view/protocol/codes'
import { CodedError } from '../ports/coded-error.ts'
import type { Connection } from './connection.ts'
import type { DoorContext } from './door-context.ts'
import { takeLimits } from './frame-limits.ts'
import { sendError } from './send-error.ts'

const closeNames: Readonly<Partial<Record<string, CloseName>>> = {
  token_expired: 'token_expired',
  token_invalid: 'token_invalid',
  unauthenticated: 'token_invalid',
  protocol_unsupported: 'protocol_unsupported',
  origin_denied: 'origin_denied',
  project_disabled: 'project_disabled',
  forbidden: 'forbidden',
  overloaded: 'overloaded',
  store_unavailable: 'overloaded',
  rate_limited: 'rate_limited',
}

const refuse = (door: DoorContext, connection: Connection, error: unknown): void => {
  const code = error instanceof CodedError ? error.code : 'internal'
  const retryAfter = error instanceof CodedError ? error.retryAfter : undefined
  sendError(door, connection, error)
  connection.close(closeNames[code] ?? 'internal', retryAfter)
}

/** True when this server speaks that version of the protocol; else the connection ends. */
export const acceptVersion = (door: DoorContext, connection: Connection, version: number): boolean => {
  if (version === protocolVersion) return true
  const detail = `This server speaks version ${protocolVersion}`
  refuse(door, connection, new CodedError('protocol_unsupported', { detail }))
  return false
}

/** Lets a connection in by its token and its page's origin (SE3, SE4), or ends it with the code that says why. */
export const sayHello = async (door: DoorContext, connection: Connection, token: string | null): Promise<void> => {
  try {
    if (token === null) throw new CodedError('unauthenticated')
    const { principal, project } = await door.authenticator.authenticate(token)
    if (!door.authenticator.allowsOrigin(project, connection.origin)) throw new CodedError('origin_denied')
    door.rates.note(project)
    const refused = await takeLimits(door, 'connect', { address: connection.address, principal })
    if (refused) {
      door.metrics.limited('connect')
      throw refused
    }
    if (connection.state.name === 'awaiting hello') connection.welcome(principal)
  } catch (error) {
    refuse(door, connection, error)
  }
}
