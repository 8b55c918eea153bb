import type { Plugin } from 'rollup'
import { parseAst } from 'rollup/parseAst'
import { applyEdits, type SourceEdit } from './source-edits.ts'
import { isNamed, nodesOf, type SyntaxNode } from './syntax-nodes.ts'

/** Writes the numbers of a table (`bounds.tools.result`) where a module that imports it names them. */
export function inlineBounds(code: string, bounds: object): string {
  if (!/import\s*\{[^}]*\bbounds\b[^}]*\}/.test(code)) return code
  const edits: SourceEdit[] = []
  for (const node of nodesOf(parseAst(code))) {
    const value = valueAt(node, bounds)
    if (typeof value === 'number') edits.push({ start: node.start, end: node.end, text: String(value) })
  }
  return applyEdits(code, edits)
}

/** What a chain of names that begins with the table leads to. */
function valueAt(node: SyntaxNode, bounds: object): unknown {
  if (isNamed(node, 'bounds')) return bounds
  if (node.type !== 'MemberExpression' || node.computed) return undefined
  const owner = valueAt(node.object as SyntaxNode, bounds)
  return typeof owner === 'object' && owner !== null
    ? Reflect.get(owner, String((node.property as SyntaxNode).name))
    : undefined
}

/** The rollup plugin that does it: of the protocol's bounds a browser needs few. */
export const inlineBoundsPlugin = (bounds: object): Plugin => ({
  name: 'inline-bounds',
  transform: code => ({ code: inlineBounds(code, bounds), map: null }),
})
