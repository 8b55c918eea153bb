import { z } from 'zod'
import { bounds } from './codes/bounds.ts'

/** A name that every provider takes. */
export const toolName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_-]{0,63}$/, 'must be letters, digits, _ or -, at most 64')

/** Whoever writes it down, or walks through it, goes as deep as it is: no deeper than a stack bears. */
const isWithin = (levels: number, value: unknown): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (levels > 0 && Object.values(value).every(inner => isWithin(levels - 1, inner)))

/** Bytes of it as JSON in UTF-8, as a frame carries it. */
const bytesOf = (value: unknown): number => {
  let bytes = 0
  for (const character of JSON.stringify(value)) {
    const code = character.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}

/** A tool that the page runs itself, offered with a question (AI10). Its description is the host's, told to the model. */
export const pageTool = z
  .object({
    name: toolName,
    title: z.string().min(1).max(80).optional(),
    description: z.string().min(1).max(bounds.tools.description),
    parameters: z
      .record(z.string(), z.unknown())
      .refine(schema => isWithin(bounds.tools.levels, schema), {
        error: `must have at most ${bounds.tools.levels} levels`,
        abort: true,
      })
      .refine(schema => JSON.stringify(schema).length <= bounds.tools.schema, 'must be shorter')
      .meta({ description: 'JSON Schema of its arguments' }),
    approval: z.boolean().optional().meta({ description: 'Ask a person before each call. Default false' }),
  })
  .meta({ id: 'PageTool' })

/** Offered with what asks for an answer. */
export const pageTools = z
  .array(pageTool)
  .max(bounds.tools.perPage)
  .refine(tools => bytesOf(tools) <= bounds.tools.together, `must be at most ${bounds.tools.together} bytes together`)
  .refine(tools => new Set(tools.map(({ name }) => name)).size === tools.length, 'must have different names')

export type PageTool = z.infer<typeof pageTool>
