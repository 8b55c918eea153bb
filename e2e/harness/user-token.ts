import { createHmac } from 'node:crypto'
import type { HostProject } from './operator.ts'

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A user token as a host's backend signs it, with nothing but what Node has (SE1). */
export const userToken = ({ kid, secret }: HostProject, subject: string, name = subject): string => {
  const now = Math.floor(Date.now() / 1000)
  const said = `${encode({ alg: 'HS256', kid, typ: 'JWT' })}.${encode({ sub: subject, name, iat: now, exp: now + 600 })}`
  return `${said}.${createHmac('sha256', secret).update(said).digest('base64url')}`
}
