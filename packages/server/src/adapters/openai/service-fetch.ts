import { request as httpRequest, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { ServiceResponse } from './service-response.ts'

const settingsOf = ({ method = 'GET', headers, signal }: RequestInit): RequestOptions => ({
  method,
  // A compressed stream would wait for more before it says anything.
  headers: { 'accept-encoding': 'identity', ...Object.fromEntries(new Headers(headers)) },
  ...(signal ? { signal } : {}),
})

/**
 * `fetch` for the SDK on Node's own client, with the process's connections, proxies and authorities: a packet reaches
 * us without web streams, which take longer than all we do with it. What was sent is meant for one address alone:
 * redirects are answers like others. Bodies that are sent are text.
 */
export const serviceFetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<ServiceResponse> => {
  const url = new URL(input instanceof Request ? input.url : input)
  if (url.username !== '' || url.password !== '') throw new TypeError('The address holds a user or a password')
  const { body = null } = init
  if (body !== null && typeof body !== 'string') throw new TypeError('The body is no text')
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, settingsOf(init))
    request.once('response', message => {
      try {
        resolve(new ServiceResponse(message))
      } catch (error) {
        message.destroy()
        reject(error)
      }
    })
    // Errors that come after the response are seen by who reads it.
    request.on('error', reject)
    request.once('close', () => reject(new Error('The connection was closed without an answer')))
    request.end(body)
  })
}
