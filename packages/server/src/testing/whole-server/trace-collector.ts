import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

interface OtlpAttribute {
  readonly key: string
  readonly value: { readonly stringValue?: string; readonly intValue?: number | string; readonly doubleValue?: number }
}

interface OtlpSpan {
  readonly name: string
  readonly kind: number
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
  readonly attributes: readonly OtlpAttribute[]
  readonly status: { readonly code?: number; readonly message?: string }
}

interface OtlpBody {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly OtlpAttribute[] }
    readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[]
  }[]
}

/** One attribute of a span, as text. */
export const attributeOf = ({ attributes }: Pick<OtlpSpan, 'attributes'>, name: string): string | undefined => {
  const value = attributes.find(({ key }) => key === name)?.value
  const given = value?.stringValue ?? value?.intValue ?? value?.doubleValue
  return given === undefined ? undefined : String(given)
}

/** A collector of traces over OTLP (HTTP, JSON), and all that it was sent. */
export const startCollector = async () => {
  const spans: OtlpSpan[] = []
  const services = new Set<string | undefined>()
  const asked: { path: string | undefined; headers: Record<string, unknown> }[] = []
  const server = createServer(async (request, response) => {
    asked.push({ path: request.url, headers: request.headers })
    const { resourceSpans } = (await json(request)) as OtlpBody
    for (const { resource, scopeSpans } of resourceSpans) {
      services.add(attributeOf(resource, 'service.name'))
      for (const scope of scopeSpans) spans.push(...scope.spans)
    }
    response.setHeader('Content-Type', 'application/json').end('{}')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    services,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
