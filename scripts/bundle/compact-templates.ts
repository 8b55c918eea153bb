import { transformSync } from 'esbuild'
import type { Plugin } from 'rollup'
import { parseAst } from 'rollup/parseAst'
import { compactHtml } from './compact-html.ts'
import { applyEdits, type SourceEdit } from './source-edits.ts'

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [field: string]: unknown
}

/** Shortens the style sheets (`defineSheet`) and templates (`html`) that stand in a module as text. */
export function compactTemplates(code: string): string {
  const edits: SourceEdit[] = []
  visit(parseAst(code), node => {
    if (node.type === 'CallExpression' && isNamed(node.callee, 'defineSheet')) edits.push(...sheetEdits(node))
    if (node.type === 'TaggedTemplateExpression' && isNamed(node.tag, 'html')) edits.push(...templateEdits(code, node))
  })
  return applyEdits(code, edits)
}

function sheetEdits(call: Node): SourceEdit[] {
  return nodes(call.arguments).flatMap(text => {
    const [whole, ...more] = nodes(text.quasis)
    if (text.type !== 'TemplateLiteral' || !whole || more.length > 0) return []
    const { cooked } = whole.value as { readonly cooked: string }
    const { code } = transformSync(cooked, { loader: 'css', minify: true, charset: 'utf8' })
    return [{ start: text.start, end: text.end, text: JSON.stringify(code.trim()) }]
  })
}

function templateEdits(code: string, template: Node): SourceEdit[] {
  const pieces = nodes((template.quasi as Node).quasis)
  const texts = compactHtml(pieces.map(({ start, end }) => code.slice(start, end)))
  return pieces.map(({ start, end }, index) => ({ start, end, text: texts[index] ?? '' }))
}

function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, see)
  if (!isNode(value)) return
  see(value)
  for (const field of Object.values(value)) visit(field, see)
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value
const nodes = (values: unknown): readonly Node[] => (Array.isArray(values) ? values.filter(isNode) : [])
const isNamed = (value: unknown, name: string): boolean => isNode(value) && value.name === name

/** The rollup plugin that does it, after types are gone. */
export const compactTemplatesPlugin = (): Plugin => ({
  name: 'compact-templates',
  transform(code) {
    return /\bdefineSheet\(|\bhtml`/.test(code) ? { code: compactTemplates(code), map: null } : null
  },
})
