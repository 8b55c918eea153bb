import { adoptSheets } from '../../../styles/adopt-sheets.ts'
import { highlight } from '../../../styles/highlight.ts'
import { codeSlices } from './code-slices.ts'
import type { Run } from './coloured-runs.ts'
import { grammarName } from './grammar-names.ts'
import { idleTurn } from './idle-turn.ts'

/** Longer code, in characters, stays plain: its many small nodes would cost more than its colours are worth. */
const MAX_LENGTH = 50_000

/**
 * Colours finished code in idle time, slice by slice (UX3). Code of an unknown language stays as it is.
 * Rejects with the signal's reason when that aborts.
 */
export const highlightCode = async (code: HTMLElement, language: string, signal: AbortSignal): Promise<void> => {
  const grammar = grammarName(language)
  const source = code.textContent
  if (!grammar || source.length > MAX_LENGTH) return
  const { highlighterFor } = await import('./highlighter.ts')
  const highlighter = await highlighterFor(grammar)
  await idleTurn(signal)
  const root = code.getRootNode()
  if (root instanceof ShadowRoot) adoptSheets(root, highlight)
  let rest = new Text(source)
  // What an interrupted turn has coloured is done anew.
  code.replaceChildren(rest)
  for (const runs of codeSlices(highlighter, grammar, source)) {
    rest = colour(rest, runs)
    await idleTurn(signal)
  }
}

/**
 * Puts runs in the place of as much text at the start of a node; answers the node of what is left. Each slice has a box
 * of its own, so that the next one does not have all of them laid out again.
 */
const colour = (text: Text, runs: readonly Run[]): Text => {
  const length = runs.reduce((sum, run) => sum + run.text.length, 0)
  if (length === 0) return text
  const rest = text.splitText(length)
  const nodes = runs.map(nodeOf)
  text.replaceWith(...(rest.length > 0 || text.previousSibling ? [span('run', ...nodes)] : nodes))
  return rest
}

const nodeOf = ({ colour, text }: Run): Node | string => (colour === null ? text : span(colour, text))

const span = (className: string, ...children: (Node | string)[]): HTMLElement => {
  const element = document.createElement('span')
  element.className = className
  element.append(...children)
  return element
}
