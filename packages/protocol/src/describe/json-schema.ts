import { z } from 'zod'

/** An object of a description: whatever JSON can say. */
export type JsonObject = { [key: string]: unknown }

/** JSON Schema, as far as a description needs to know it. */
export interface JsonSchema extends JsonObject {
  properties?: Record<string, JsonSchema>
  required?: string[]
}

const largest = Number.MAX_SAFE_INTEGER

// Objects stay open: a newer server may send more, and what a client sends beyond the schema is passed over.
const adjust = ({ jsonSchema }: { jsonSchema: JsonSchema }): void => {
  delete jsonSchema.additionalProperties
  if (jsonSchema.maximum === largest) delete jsonSchema.maximum
  if (jsonSchema.minimum === -largest) delete jsonSchema.minimum
}

const pointed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(pointed)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      key === '$ref' && typeof item === 'string' ? item.replace('#/$defs/', '#/components/schemas/') : pointed(item),
    ]),
  )
}

/** Turns schemas into JSON Schema and gathers those that have a name under `components.schemas`. */
export const createSchemaBook = () => {
  const schemas: Record<string, JsonSchema> = {}
  return {
    schemas,
    /** The schema of what goes in (as written by a caller) or comes out (after parsing). */
    describe(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
      // The wrapper makes a named schema a definition of its own also where it stands at the top.
      const { properties, $defs } = pointed(
        z.toJSONSchema(z.object({ it: schema }), { io, override: adjust as never }),
      ) as JsonSchema & { $defs?: Record<string, JsonSchema> }
      Object.assign(schemas, $defs)
      return properties?.it ?? {}
    },
  }
}

export type SchemaBook = ReturnType<typeof createSchemaBook>
