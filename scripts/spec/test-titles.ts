import ts from 'typescript'

export interface TestTitle {
  /** What the title starts with, as far as the source tells; undefined where it is made at run time. */
  readonly title: string | undefined
  readonly line: number
}

const runners = new Set(['it', 'test'])
const variants = new Set([
  'skip',
  'only',
  'fails',
  'fixme',
  'concurrent',
  'sequential',
  'todo',
  'skipIf',
  'runIf',
  'each',
  'for',
])
const tables = new Set(['skipIf', 'runIf', 'each', 'for'])
// Playwright's `test.skip(condition, reason)` inside a test is no test.
const conditional = new Set(['skip', 'fixme', 'fails'])

/** The titles of all tests in a source file, as the runners `it` and `test` and their variants name them. */
export function testTitles(file: string, source: string): readonly TestTitle[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true)
  const titles: TestTitle[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && namesTest(node)) {
      const line = tree.getLineAndCharacterOfPosition(node.getStart()).line + 1
      titles.push({ title: leadingText(node.arguments[0]), line })
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return titles
}

function namesTest(call: ts.CallExpression): boolean {
  const path = calleePath(call.expression)
  if (!path || path.length === 0) return false
  const [runner, ...members] = path
  if (!runner || !runners.has(runner) || !members.every(member => variants.has(member))) return false
  const last = members.at(-1)
  // `it.each(table)` makes a runner; the call of what it made names the test.
  const makesRunner = last !== undefined && tables.has(last) && ts.isPropertyAccessExpression(call.expression)
  if (makesRunner) return false
  if (last !== undefined && conditional.has(last)) return isText(call.arguments[0])
  return call.arguments.length > 0
}

/** `it.skip.each(table)` reads as it, skip, each; undefined for anything else than names. */
function calleePath(node: ts.Expression): readonly string[] | undefined {
  if (ts.isIdentifier(node)) return [node.text]
  if (ts.isPropertyAccessExpression(node)) {
    const before = calleePath(node.expression)
    return before && [...before, node.name.text]
  }
  if (ts.isCallExpression(node)) return calleePath(node.expression)
  if (ts.isTaggedTemplateExpression(node)) return calleePath(node.tag)
  return undefined
}

function isText(node: ts.Expression | undefined): boolean {
  return node !== undefined && (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node))
}

function leadingText(node: ts.Expression | undefined): string | undefined {
  if (!node) return undefined
  if (ts.isStringLiteralLike(node)) return node.text
  if (ts.isTemplateExpression(node)) return node.head.text ? `${node.head.text}…` : undefined
  return undefined
}
