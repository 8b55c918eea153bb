import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import { CodedError } from '../ports/coded-error.ts'

/** A long text on its way to a file. */
export interface SentDocument {
  readonly type: string
  /** Of the file; plain letters alone. */
  readonly name: string
  readonly pieces: AsyncIterable<string>
}

async function* startingWith(first: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  try {
    yield first
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

/**
 * Sends a document as it is made and no faster than it is taken. What fails before its first piece becomes a problem;
 * what fails later breaks the connection, so that half a document is never taken for a whole one.
 */
export const sendDocument = async (response: Response, document: SentDocument, signal: AbortSignal): Promise<void> => {
  const pieces = document.pieces[Symbol.asyncIterator]()
  const { done, value = '' } = await pieces.next()
  response.setHeader('Content-Type', `${document.type}; charset=utf-8`)
  response.setHeader('Content-Disposition', `attachment; filename="${document.name}"`)
  if (done || response.req.method === 'HEAD') {
    await pieces.return?.()
    response.end(value)
    return
  }
  try {
    await pipeline(Readable.from(startingWith(value, pieces), { objectMode: false }), response, { signal })
  } catch (error) {
    throw signal.aborted ? new CodedError('aborted') : error
  }
}
