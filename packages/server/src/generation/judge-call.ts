import { bounds } from '@chat-view/protocol/codes'
import type { z } from 'zod'
import type { ProviderToolCall } from '../ports/provider.ts'
import type { ServerTool } from '../ports/server-tool.ts'
import { parseArguments } from './restore-values.ts'
import type { OfferedTool } from './tool-box.ts'
import { toolWords } from './tool-words.ts'

/** What is to be done with a call that the model asked for. */
export type JudgedCall =
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'server'; readonly tool: ServerTool; readonly input: unknown; readonly approval: boolean }
  | { readonly kind: 'page'; readonly approval: boolean }

/** Longest list of what does not fit that a model is told. */
const maxProblems = 10

const problemsOf = (error: z.ZodError): string =>
  error.issues
    .slice(0, maxProblems)
    .map(({ path, message }) => `${path.length === 0 ? 'arguments' : path.join('.')}: ${message}`)
    .join('; ')

/**
 * Looks at a call before it is run: is there such a tool, and do its arguments fit? Arguments of a page's tool are looked
 * at by the page: its schema comes from outside, and is not run here.
 */
export const judgeCall = (
  { name, arguments: text }: ProviderToolCall,
  offered: ReadonlyMap<string, OfferedTool>,
): JudgedCall => {
  const known = offered.get(name)
  if (!known) return { kind: 'refused', why: toolWords.unknown(name.slice(0, bounds.tools.name)) }
  if (text.length > bounds.tools.arguments) return { kind: 'refused', why: toolWords.tooLong }
  const value = parseArguments(text)
  if (value === null) return { kind: 'refused', why: toolWords.noJson }
  if (known.runsOn === 'page') return { kind: 'page', approval: known.tool.approval ?? false }
  const parsed = known.tool.parameters.safeParse(value)
  if (!parsed.success) return { kind: 'refused', why: toolWords.invalid(problemsOf(parsed.error)) }
  return { kind: 'server', tool: known.tool, input: parsed.data, approval: known.tool.approval }
}
