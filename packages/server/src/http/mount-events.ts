import { eventOperations } from '@chat-view/protocol'
import type { Request, Response } from 'express'
import { parseInput } from '../domain/parse-input.ts'
import type { EventSink, EventStreams, StreamGuest } from '../ports/event-streams.ts'
import type { Admit } from './admit.ts'
import type { ClientAddress } from './client-address.ts'
import { readJson } from './read-json.ts'
import type { RouteTable } from './route-table.ts'

export interface EventOptions {
  /** Asked at each request, for the door that has the streams is made after this one. */
  readonly events: () => EventStreams
  readonly clientAddress: ClientAddress
}

const { openEvents, sendFrames } = eventOperations

/** Null when the client has gone meanwhile. */
const startEvents = (response: Response): EventSink | null => {
  if (response.destroyed) return null
  response.status(openEvents.status).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store, no-transform',
    // Asks nginx, and those that do as it does, not to gather what is sent.
    'X-Accel-Buffering': 'no',
  })
  response.flushHeaders()
  // `close` follows.
  response.on('error', () => {})
  return response
}

/** The socket's frames over HTTP: a stream of events, and requests that bring frames to it (RT12). */
export const mountEvents = (routes: RouteTable, { events, clientAddress }: EventOptions, admit: Admit): void => {
  const guestOf = async (request: Request, response: Response, counted: 'events' | 'frames'): Promise<StreamGuest> => {
    const { principal, project } = await admit.user(request, response, { counted })
    return { principal, project, origin: request.get('origin'), address: clientAddress(request) }
  }

  routes.add(openEvents.method, openEvents.path, async (request, response) => {
    const guest = await guestOf(request, response, 'events')
    const wish = parseInput(openEvents.body, await readJson(request, response))
    await events().open(guest, wish, request.get('last-event-id'), () => startEvents(response))
  })

  routes.add(sendFrames.method, sendFrames.path, async (request, response) => {
    const guest = await guestOf(request, response, 'frames')
    const { connection } = parseInput(sendFrames.params, request.params)
    const { frames } = parseInput(sendFrames.body, await readJson(request, response))
    const answer = await events().take(guest, connection, frames)
    response.status(sendFrames.status).setHeader('Cache-Control', 'no-store').json(answer)
  })
}
