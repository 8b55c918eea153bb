import type { ProviderMessage, ProviderTool, ProviderToolCall } from '../../ports/provider.ts'

type Schema = Readonly<Record<string, unknown>>

const record = (value: unknown): Schema => (typeof value === 'object' && value !== null ? (value as Schema) : {})

/** What stands in quotation marks in a question. */
const quoted = (question: string): string | undefined => /["“„«']([^"”“»']+)["”“»']/.exec(question)?.[1]

const exampleOf = (schema: Schema, question: string): unknown => {
  if (Array.isArray(schema.enum)) return schema.enum[0]
  if (schema.type === 'number' || schema.type === 'integer') return schema.minimum ?? 1
  if (schema.type === 'boolean') return true
  if (schema.type === 'array') return []
  if (schema.type === 'object') return argumentsFor(schema, question)
  return quoted(question) ?? 'demo'
}

/** Arguments that fit a schema: what it requires, with what the question has in quotation marks as texts. */
const argumentsFor = ({ properties, required }: Schema, question: string): Schema => {
  const wanted = Array.isArray(required) ? required.map(String) : []
  const known = record(properties)
  return Object.fromEntries(wanted.map(name => [name, exampleOf(record(known[name]), question)]))
}

const words = (name: string): string => name.toLowerCase().replaceAll(/[_-]+/g, ' ')

/**
 * The call that a question asks for, as “use the clock tool”: of the tool that it names, else the first. Several where it
 * says “all tools” or “both tools”.
 */
export const demoCalls = (question: string, tools: readonly ProviderTool[]): ProviderToolCall[] => {
  if (!/\btools?\b/i.test(question) || tools.length === 0) return []
  const asked = words(question)
  const named = tools.filter(({ name }) => asked.includes(words(name)))
  const wanted = /\b(all|both)\b.*\btools\b/i.test(question) ? tools : [named[0] ?? tools[0]]
  return wanted.flatMap((tool, n) =>
    tool === undefined
      ? []
      : {
          id: `demo-call-${n + 1}`,
          name: tool.name,
          arguments: JSON.stringify(argumentsFor(tool.parameters, question)),
        },
  )
}

/** What is said of the results that came since the last question; null: there are none. */
export const demoResults = (messages: readonly ProviderMessage[]): string | null => {
  const since = messages.slice(messages.findLastIndex(({ role }) => role === 'user') + 1)
  const results = since.flatMap(message => (message.role === 'tool' ? [message] : []))
  if (results.length === 0) return null
  return results.map(({ name, text }) => `The tool **${name}** says:\n\n${text.replaceAll(/^/gm, '> ')}\n`).join('\n')
}
