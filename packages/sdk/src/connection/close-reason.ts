import { type CloseName, closeCodes } from '@chat-view/protocol/codes'
import type { ConnectionReason } from './connection.ts'

/** The name of a close code; codes that are not in the table are the network's, or a newer server's. */
export const closeReason = (code: number): ConnectionReason => {
  const names = Object.keys(closeCodes) as CloseName[]
  const name = names.find(key => closeCodes[key] === code)
  return name ?? (code >= 4200 && code < 4300 ? 'forbidden' : 'network')
}
