import { createLowlight } from 'lowlight'
import { grammars } from './grammars.ts'

/** Grammars whose code holds code of others. */
const INNER: Readonly<Record<string, readonly string[]>> = {
  xml: ['javascript', 'css'],
  markdown: ['xml'],
  php: ['xml'],
}

const highlighter = createLowlight()

/** The one highlighter of the page, knowing this grammar, which is loaded when it is first asked for. */
export const highlighterFor = async (grammar: string): Promise<typeof highlighter> => {
  await Promise.all([grammar, ...(INNER[grammar] ?? [])].map(know))
  return highlighter
}

const know = async (name: string): Promise<void> => {
  if (highlighter.registered(name)) return
  const definition = await grammars[name]?.()
  if (definition) highlighter.register(name, definition.default)
}
