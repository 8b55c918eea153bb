import { bounds, toolName } from '@chat-view/protocol'
import { z } from 'zod'
import type { ServerTool } from '../ports/server-tool.ts'

// A tool of an operator's module may be made with a zod of its own: it is known by what it does.
const schema = z.custom<z.ZodType>(
  value => typeof value === 'object' && value !== null && '_zod' in value && 'safeParse' in value,
  'must be a schema of zod 4',
)

const tool = z.strictObject({
  name: toolName,
  title: z.string().min(1).max(80),
  description: z.string().min(1).max(bounds.tools.description),
  parameters: schema,
  approval: z.boolean(),
  idempotent: z.boolean(),
  timeoutMs: z.number().int().min(1).max(600_000),
  run: z.custom<ServerTool['run']>(value => typeof value === 'function', 'must be a function'),
})

const isObject = ({ parameters }: ServerTool): boolean => z.toJSONSchema(parameters, { io: 'input' }).type === 'object'

const schemaProblem = (one: ServerTool): string | null => {
  try {
    return isObject(one) ? null : `tool ${one.name}: parameters: must be an object`
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown'
    return `tool ${one.name}: parameters: cannot be told to a model: ${why}`
  }
}

/** Tools as they came from outside, and what is wrong with them, in words; none of the tools is good then. */
export const checkTools = (
  values: readonly unknown[],
): { readonly tools: readonly ServerTool[] } | { readonly problems: readonly string[] } => {
  const problems: string[] = []
  const tools: ServerTool[] = []
  for (const [n, value] of values.entries()) {
    const parsed = tool.safeParse(value)
    if (!parsed.success) {
      for (const { path, message } of parsed.error.issues) problems.push(`tool ${n + 1}: ${path.join('.')}: ${message}`)
      continue
    }
    const problem = schemaProblem(value as ServerTool)
    if (problem !== null) problems.push(problem)
    // As it came: its functions may be methods that know their object.
    else tools.push(value as ServerTool)
  }
  const names = tools.map(({ name }) => name)
  for (const name of new Set(names.filter((one, n) => names.indexOf(one) !== n)))
    problems.push(`there are two tools named ${name}`)
  return problems.length > 0 ? { problems } : { tools }
}
