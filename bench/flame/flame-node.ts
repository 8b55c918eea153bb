/** A function on the path, with the time that it and what it called took. */
export interface FlameNode {
  readonly name: string
  /** Where its code is from: `ours`, `packages`, `node` or `engine`. */
  readonly kind: FlameKind
  /** Microseconds, its children's among them. */
  time: number
  readonly children: Map<string, FlameNode>
}

export type FlameKind = 'ours' | 'packages' | 'node' | 'engine'

export const flameNode = (name: string, kind: FlameKind): FlameNode => ({ name, kind, time: 0, children: new Map() })

/** The child of that name and kind, made where there is none. */
export const childOf = (node: FlameNode, name: string, kind: FlameKind): FlameNode => {
  const key = `${kind} ${name}`
  const known = node.children.get(key)
  if (known) return known
  const made = flameNode(name, kind)
  node.children.set(key, made)
  return made
}
