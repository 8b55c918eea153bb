/** A node of a syntax tree. */
export interface SyntaxNode {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [field: string]: unknown
}

const isNode = (value: unknown): value is SyntaxNode => typeof value === 'object' && value !== null && 'type' in value

/** What of a field's value is nodes. */
export const nodesIn = (value: unknown): readonly SyntaxNode[] =>
  (Array.isArray(value) ? value : [value]).filter(isNode)

/** A tree's nodes, outer ones first. */
export function* nodesOf(root: unknown): Generator<SyntaxNode> {
  for (const node of nodesIn(root)) {
    yield node
    for (const field of Object.values(node)) yield* nodesOf(field)
  }
}

/** Whether a node is an identifier of this name. */
export const isNamed = (value: unknown, name: string): boolean => isNode(value) && value.name === name
