import { bounds } from '@chat-view/protocol/codes'
import type { ChatTool, ToolCall } from './page-tool.ts'

/** What the model is told of a call. */
export interface ToolOutcome {
  readonly result: string
  readonly failed?: true
}

const failure = (text: string): ToolOutcome => ({ result: text.slice(0, bounds.tools.result), failed: true })

const asText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

const parse = (text: string): { readonly args: unknown } | null => {
  try {
    return { args: text.trim() === '' ? {} : JSON.parse(text) }
  } catch {
    return null
  }
}

/** Runs a tool on what the model wrote. It never throws: whatever goes wrong is an outcome too. */
export const toolOutcome = async (tool: ChatTool, text: string, call: ToolCall): Promise<ToolOutcome> => {
  const parsed = parse(text)
  if (!parsed) return failure('The arguments are not valid JSON.')
  try {
    const result = asText(await tool.run(parsed.args, call))
    return result.length <= bounds.tools.result ? { result } : failure('The result is too long.')
  } catch (error) {
    return failure(error instanceof Error && error.message !== '' ? error.message : 'The tool failed.')
  }
}
