import { transformSync } from 'esbuild'
import type { Plugin } from 'rollup'
import { parseAst } from 'rollup/parseAst'
import { compactHtml } from './compact-html.ts'
import { applyEdits, type SourceEdit } from './source-edits.ts'
import { isNamed, nodesIn, nodesOf, type SyntaxNode } from './syntax-nodes.ts'

/** Shortens the style sheets (`defineSheet`) and templates (`html`) that stand in a module as text. */
export function compactTemplates(code: string): string {
  const edits: SourceEdit[] = []
  for (const node of nodesOf(parseAst(code))) {
    if (node.type === 'CallExpression' && isNamed(node.callee, 'defineSheet')) edits.push(...sheetEdits(node))
    if (node.type === 'TaggedTemplateExpression' && isNamed(node.tag, 'html')) edits.push(...templateEdits(code, node))
  }
  return applyEdits(code, edits)
}

function sheetEdits(call: SyntaxNode): SourceEdit[] {
  return nodesIn(call.arguments).flatMap(text => {
    const [whole, ...more] = nodesIn(text.quasis)
    if (text.type !== 'TemplateLiteral' || !whole || more.length > 0) return []
    const { cooked } = whole.value as { readonly cooked: string }
    const { code } = transformSync(cooked, { loader: 'css', minify: true, charset: 'utf8' })
    return [{ start: text.start, end: text.end, text: JSON.stringify(compactProperties(code.trim())) }]
  })
}

/** The minifier leaves the values of custom properties as they are written; the space after a sign is no part of any. */
const compactProperties = (sheet: string): string =>
  sheet.replaceAll(/(--[\w-]+:) *([^;{}]*)/g, (_, name: string, value: string) =>
    [
      name,
      ...value.split(/("[^"]*")/).map((text, index) => (index % 2 ? text : text.replaceAll(/ ?([,/]) /g, '$1'))),
    ].join(''),
  )

function templateEdits(code: string, template: SyntaxNode): SourceEdit[] {
  const pieces = nodesIn((template.quasi as SyntaxNode).quasis)
  const texts = compactHtml(pieces.map(({ start, end }) => code.slice(start, end)))
  return pieces.map(({ start, end }, index) => ({ start, end, text: texts[index] ?? '' }))
}

/** The rollup plugin that does it, after types are gone. */
export const compactTemplatesPlugin = (): Plugin => ({
  name: 'compact-templates',
  transform(code) {
    return /\bdefineSheet\(|\bhtml`/.test(code) ? { code: compactTemplates(code), map: null } : null
  },
})
