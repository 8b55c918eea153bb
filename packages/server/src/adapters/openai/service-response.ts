import type { IncomingMessage } from 'node:http'
import { pipeline, type Readable, type Transform } from 'node:stream'
import { createBrotliDecompress, createUnzip } from 'node:zlib'
import { failureWords } from '../../ports/http-failure.ts'
import { ProviderFailure } from '../../ports/provider-failure.ts'

/** Longest body that is read as a whole, in bytes: refusals and verdicts, of which none comes near. */
const maxWhole = 16 * 1024 * 1024

/** For services that compress although they were asked for plain text. */
const decoders: ReadonlyMap<string, () => Transform> = new Map([
  ['gzip', createUnzip],
  ['x-gzip', createUnzip],
  ['deflate', createUnzip],
  ['br', createBrotliDecompress],
])

const packetsOf = (message: IncomingMessage): Readable => {
  const encoding = message.headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  if (encoding === 'identity' || encoding === '') return message
  const decode = decoders.get(encoding)
  if (!decode) {
    throw new ProviderFailure('malformed', {
      detail: `${failureWords.malformed}: it is compressed, unasked and unknown`,
    })
  }
  // Failures are seen by who reads the packets.
  return pipeline(message, decode(), () => {})
}

const headersOf = ({ headersDistinct }: IncomingMessage): Headers => {
  const headers = new Headers()
  for (const [name, values = []] of Object.entries(headersDistinct))
    for (const value of values) headers.append(name, value)
  return headers
}

/** A response of Node's own client, as far as the SDK looks at it. Its body is a stream of Node's, or read as a whole. */
export class ServiceResponse extends Response {
  /** The body; `body` is null. */
  readonly packets: Readable

  /** @throws ProviderFailure, TypeError, RangeError for what no service may answer */
  constructor(message: IncomingMessage) {
    super(null, { status: message.statusCode ?? 0, headers: headersOf(message) })
    this.packets = packetsOf(message)
  }

  /** @throws RangeError when it is longer than anybody could mean it to be */
  override readonly text = async (): Promise<string> => {
    const pieces: Uint8Array[] = []
    let length = 0
    for await (const piece of this.packets as AsyncIterable<Uint8Array>) {
      length += piece.length
      if (length > maxWhole) throw new RangeError('The service answers without an end')
      pieces.push(piece)
    }
    return new TextDecoder().decode(Buffer.concat(pieces))
  }

  /** Whoever has read enough closes the connection; one whose body has ended stays open for the next request. */
  letGo(): void {
    this.packets.destroy()
  }
}
