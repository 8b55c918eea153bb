import { type ErrorCode, errorCodes } from '../codes/error-codes.ts'
import { errorTitles } from '../codes/error-titles.ts'
import { commandId } from '../ids.ts'
import { problem } from '../problem.ts'
import { protocolVersion } from '../version.ts'
import { type Endpoint, endpoints } from './endpoints.ts'
import { createSchemaBook, type JsonObject, type SchemaBook } from './json-schema.ts'

const untrusted =
  'Text in messages, titles and citations is untrusted markdown: draw it with a renderer that makes no HTML of it.'

const security = ({ auth }: Endpoint): Record<string, string[]>[] => {
  if (auth === 'none') return []
  return auth === 'user' ? [{ accessToken: [] }] : [{ operatorKey: [auth.operator] }]
}

const parametersOf = (endpoint: Endpoint, book: SchemaBook): JsonObject[] => {
  const listed = (place: 'path' | 'query', from: Endpoint['params']): JsonObject[] => {
    // Parameters travel as text; what they are after parsing is what a caller thinks of.
    const { properties = {}, required = [] } = book.describe(from, 'output')
    return Object.entries(properties).map(([name, schema]) => ({
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      schema,
    }))
  }
  const headers: JsonObject[] = []
  if (endpoint.idempotent) {
    headers.push({
      name: 'Idempotency-Key',
      in: 'header',
      description: 'Names this request: sent twice, done once, answered the same, for 7 days',
      schema: book.describe(commandId, 'input'),
    })
  }
  if (endpoint.versioned) {
    headers.push({
      name: 'If-Match',
      in: 'header',
      description: 'The version that is to be changed, as "3"; the same as `version` in the body',
      schema: { type: 'string' },
    })
  }
  return [...listed('path', endpoint.params), ...listed('query', endpoint.query), ...headers]
}

const bodyOf = ({ body }: Endpoint, book: SchemaBook): JsonObject | undefined => {
  if (!body) return undefined
  const schema = book.describe(body.schema, 'input')
  const kept = (names: string[] = []): string[] => names.filter(name => !body.without.includes(name))
  if (!schema.properties) return { required: true, content: { 'application/json': { schema } } }
  const required = kept(schema.required)
  const properties = Object.fromEntries(
    kept(Object.keys(schema.properties)).map(name => [name, schema.properties?.[name]]),
  )
  const { required: _, ...rest } = schema
  const shown = { ...rest, properties, ...(required.length > 0 ? { required } : {}) }
  return { required: required.length > 0, content: { 'application/json': { schema: shown } } }
}

const failuresOf = (codes: readonly ErrorCode[], book: SchemaBook): Record<string, JsonObject> => {
  const schema = book.describe(problem, 'output')
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of new Set(codes)) {
    const { status } = errorCodes[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  const sorted = [...byStatus].sort(([a], [b]) => a - b)
  return Object.fromEntries(
    sorted.map(([status, names]) => [
      String(status),
      {
        description: names.map(name => `\`${name}\`: ${errorTitles[name]}`).join('\n\n'),
        content: { 'application/problem+json': { schema } },
      },
    ]),
  )
}

const eventsOf = (frame: JsonObject): JsonObject => ({
  description:
    'Server-sent events: `data` is a frame as JSON, `id` (not on every event) the place after it, for `cursor` or `Last-Event-ID`',
  content: { 'text/event-stream': { schema: { type: 'string' }, 'x-event-data': frame } },
})

/** What comes when all went well: a resource, or a document that is too long to be described and is saved as a file. */
const successOf = ({ response, stream, events }: Endpoint, book: SchemaBook): JsonObject => {
  if (events) return eventsOf(book.describe(response, 'output'))
  if (!stream)
    return { description: 'Done', content: { 'application/json': { schema: book.describe(response, 'output') } } }
  const schemaOf = (type: string): JsonObject => (type === 'application/json' ? { type: 'object' } : { type: 'string' })
  return {
    description: 'A document, sent as it is made: one that breaks off is not whole',
    headers: { 'Content-Disposition': { description: 'A name for the file', schema: { type: 'string' } } },
    content: Object.fromEntries(stream.map(type => [type, { schema: schemaOf(type) }])),
  }
}

const operationOf = (endpoint: Endpoint, book: SchemaBook): JsonObject => {
  const parameters = parametersOf(endpoint, book)
  const requestBody = bodyOf(endpoint, book)
  return {
    operationId: endpoint.id,
    tags: [endpoint.tag],
    summary: endpoint.summary,
    security: security(endpoint),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(requestBody ? { requestBody } : {}),
    responses: {
      [endpoint.status]: successOf(endpoint, book),
      ...failuresOf(endpoint.errors, book),
    },
  }
}

/** The HTTP interface as an OpenAPI 3.1 document, made from the tables that the server mounts (OP8). */
export const describeOpenApi = (): JsonObject => {
  const book = createSchemaBook()
  const paths: Record<string, Record<string, JsonObject>> = {}
  for (const endpoint of endpoints) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method.toLowerCase()]: operationOf(endpoint, book) }
  }
  const schemas = Object.fromEntries(Object.entries(book.schemas).sort(([a], [b]) => (a < b ? -1 : 1)))
  return {
    openapi: '3.1.0',
    info: {
      title: 'chat-view',
      version: String(protocolVersion),
      description: untrusted,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: [
      { name: 'read', description: 'Sessions, and what a user reads' },
      { name: 'chat', description: 'Commands: each is also a frame of the socket' },
      { name: 'admin', description: 'For operators, by API key' },
      { name: 'service', description: 'For proxies and those who run the server' },
    ],
    paths,
    components: {
      schemas,
      securitySchemes: {
        accessToken: { type: 'http', scheme: 'bearer', description: 'From `POST /v1/sessions`; about 10 minutes' },
        operatorKey: { type: 'http', scheme: 'bearer', description: 'An operator’s API key (`cvo_…`)' },
      },
    },
  }
}
