import type { RequestObserver } from '../../http/observe-requests.ts'
import type { SpanSink } from '../../ports/span-sink.ts'

/** Requests as spans, under what the client's `traceparent` names (OP1). */
export const traceRequests =
  (record: SpanSink): RequestObserver =>
  (operation, status, seconds, { traceId, spanId, parentId }) => {
    const [method = '', route = ''] = operation.split(' ')
    const attributes = {
      'http.request.method': method,
      'http.route': route,
      'http.response.status_code': status,
    }
    const failure = status >= 500 ? String(status) : undefined
    record({ name: operation, kind: 'server', traceId, spanId, parentId, ms: seconds * 1_000, attributes, failure })
  }
