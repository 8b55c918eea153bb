import { describe, expect, test } from 'vitest'
import { commands } from '../commands/index.ts'
import { adminOperations } from '../http/admin-operations.ts'
import { eventOperations } from '../http/event-operations.ts'
import { safetyOperations } from '../http/safety-operations.ts'
import { serviceOperations } from '../http/service-operations.ts'
import { summaryOperations } from '../http/summary-operations.ts'
import { adminUsageOperations, usageOperations } from '../http/usage-operations.ts'
import { userOperations } from '../http/user-operations.ts'
import { webhookOperations } from '../http/webhook-operations.ts'
import { describeAsyncApi } from './asyncapi.ts'
import { endpoints, pathNames } from './endpoints.ts'
import type { JsonObject } from './json-schema.ts'
import { describeOpenApi } from './openapi.ts'

const references = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) =>
    key === '$ref' && typeof item === 'string' ? [item] : references(item),
  )
}

const at = (document: JsonObject, pointer: string): unknown =>
  pointer
    .slice(2)
    .split('/')
    .map(step => step.replaceAll('~1', '/'))
    .reduce<unknown>((value, step) => (value as JsonObject | undefined)?.[step], document)

describe('the OpenAPI document', () => {
  const document = describeOpenApi()
  const paths = document.paths as Record<string, Record<string, JsonObject>>
  const all = Object.values(paths).flatMap(methods => Object.values(methods))

  test('OP8 it has every operation and every command, under their own names', () => {
    const tables = [
      userOperations,
      eventOperations,
      summaryOperations,
      usageOperations,
      adminOperations,
      adminUsageOperations,
      safetyOperations,
      webhookOperations,
      serviceOperations,
      commands,
    ]
    const names = tables.flatMap(table => Object.keys(table)).sort()
    expect(all.map(({ operationId }) => operationId).sort()).toEqual(names)
  })

  test('OP8 every reference leads somewhere', () => {
    const missing = [...new Set(references(document))].filter(pointer => at(document, pointer) === undefined)
    expect(missing).toEqual([])
  })

  test('OP8 names in a path are its parameters, and not in the body', () => {
    for (const endpoint of endpoints) {
      const described = paths[endpoint.path]?.[endpoint.method.toLowerCase()] ?? {}
      const parameters = (described.parameters ?? []) as { name: string; in: string }[]
      const inPath = parameters.filter(parameter => parameter.in === 'path').map(({ name }) => name)
      expect(inPath).toEqual(pathNames(endpoint.path))
      const body = at(described, '#/requestBody/content/application~1json/schema/properties') ?? {}
      expect(inPath.filter(name => name in (body as JsonObject))).toEqual([])
    }
  })

  test('OP8 what is wanted of a caller is an access token, an operator’s key, or nothing', () => {
    const security = (id: string) => all.find(({ operationId }) => operationId === id)?.security
    expect(security('sendMessage')).toEqual([{ accessToken: [] }])
    expect(security('createKey')).toEqual([{ operatorKey: ['keys'] }])
    expect(security('openSession')).toEqual([])
  })

  test('OP8 what takes a key or a version names the header for it', () => {
    const headers = (id: string) => {
      const { parameters = [] } = all.find(({ operationId }) => operationId === id) ?? {}
      return (parameters as { name: string; in: string }[]).filter(one => one.in === 'header').map(({ name }) => name)
    }
    expect(headers('editMessage')).toEqual(['Idempotency-Key', 'If-Match'])
    expect(headers('updateProject')).toEqual(['Idempotency-Key', 'If-Match'])
    expect(headers('createKey')).toEqual(['Idempotency-Key'])
    expect(headers('listKeys')).toEqual([])
    expect(headers('openSession')).toEqual([])
  })

  test('OP8 a document that is sent as it is made has its media types instead of a resource', () => {
    const exported = all.find(({ operationId }) => operationId === 'exportMe') ?? {}
    expect(at(exported, '#/responses/200/content')).toEqual({
      'application/json': { schema: { type: 'object' } },
      'text/markdown': { schema: { type: 'string' } },
    })
  })

  test('OP8 an event stream is described as one, with the frames that its events hold', () => {
    const opened = all.find(({ operationId }) => operationId === 'openEvents') ?? {}
    expect(at(opened, '#/responses/200/content')).toEqual({
      'text/event-stream': {
        schema: { type: 'string' },
        'x-event-data': { $ref: '#/components/schemas/ServerFrame' },
      },
    })
  })

  test('OP8 objects stay open, so that a newer server may say more', () => {
    expect(JSON.stringify(document)).not.toContain('"additionalProperties":false')
  })
})

describe('the AsyncAPI document', () => {
  test('OP8 every reference leads somewhere', () => {
    const document = describeAsyncApi()
    const missing = [...new Set(references(document))].filter(pointer => at(document, pointer) === undefined)
    expect(missing).toEqual([])
  })

  test('OP8 it has the frames of both sides, and every command', () => {
    const { components, 'x-commands': described } = describeAsyncApi() as {
      components: { messages: JsonObject }
      'x-commands': JsonObject
    }
    expect(Object.keys(components.messages)).toEqual(
      expect.arrayContaining(['client.hello', 'client.command', 'server.welcome', 'server.delta', 'server.error']),
    )
    expect(Object.keys(described)).toEqual(Object.keys(commands))
  })
})
