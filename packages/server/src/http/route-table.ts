import type { Express, Request, Response } from 'express'
import { refuseTokens } from '../domain/refuse-tokens.ts'
import { CodedError } from '../ports/coded-error.ts'

export type Endpoint = (request: Request, response: Response) => Promise<void>

const expressPath = (template: string): string => template.replaceAll(/\{(\w+)\}/g, ':$1')

const parametersOf = (path: string): number => path.match(/\{/g)?.length ?? 0

/** Gathers endpoints by path, so that each path knows its methods and refuses others with 405. */
export const createRouteTable = () => {
  const paths = new Map<string, Map<string, Endpoint>>()
  return {
    /** `path` as the protocol writes it: `/v1/threads/{thread}`. */
    add(method: string, path: string, endpoint: Endpoint): void {
      const methods = paths.get(path) ?? new Map<string, Endpoint>()
      paths.set(path, methods.set(method, endpoint))
    },
    mount(app: Express): void {
      // Of two templates that fit, the one with fewer parameters is meant: `/v1/invites/accept` is no `{invite}`.
      const concreteFirst = [...paths].sort(([one], [other]) => parametersOf(one) - parametersOf(other))
      for (const [path, methods] of concreteFirst) {
        const allow = [...methods.keys()].flatMap(method => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ')
        app.all(expressPath(path), async (request, response) => {
          refuseTokens(request.url, 'Authorization header')
          const endpoint = methods.get(request.method === 'HEAD' ? 'GET' : request.method)
          if (endpoint) return endpoint(request, response)
          response.setHeader('Allow', allow)
          throw new CodedError('method_not_allowed')
        })
      }
    },
  }
}

export type RouteTable = ReturnType<typeof createRouteTable>
