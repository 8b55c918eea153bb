import { CodedError } from '../ports/coded-error.ts'

const tokenName = /token|jwt|auth|bearer|secret|passw|credential|api[-_]?key/i
const tokenValue = /^(bearer[ .])?ey[\w-]+\.[\w-]+\.[\w-]*$/i

/** Refuses an address with a token in its query (SE3); `place` is where it belongs. @throws invalid_request */
export const refuseTokens = (url: string, place: string): void => {
  const at = url.indexOf('?')
  if (at < 0) return
  for (const [name, value] of new URLSearchParams(url.slice(at + 1))) {
    if (!tokenName.test(name) && !tokenValue.test(value)) continue
    throw new CodedError('invalid_request', { detail: `A token never belongs into a URL: send it in the ${place}` })
  }
}
