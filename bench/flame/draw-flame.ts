import { escapeHtml } from '../../packages/server/src/http/escape-html.ts'
import type { FlameKind, FlameNode } from './flame-node.ts'

const width = 1200
const rowHeight = 17
const top = 44
const letterWidth = 6.2
/** Boxes that nobody could see are left out, with what is below them. */
const leastWidth = 1.2

const colours: Readonly<Record<FlameKind, string>> = {
  ours: '#f0a35e',
  packages: '#8fb8de',
  node: '#b7d8a0',
  engine: '#d5d5d5',
}
const meanings: Readonly<Record<FlameKind, string>> = {
  ours: 'chat-view',
  packages: 'packages',
  node: 'Node',
  engine: 'engine, system calls, garbage collection',
}

interface Box {
  readonly node: FlameNode
  readonly depth: number
  readonly x: number
  readonly size: number
}

const boxesOf = (root: FlameNode): Box[] => {
  const boxes: Box[] = []
  const place = (node: FlameNode, depth: number, from: number): void => {
    const size = (node.time / root.time) * width
    if (size < leastWidth) return
    boxes.push({ node, depth, x: from, size })
    let x = from
    for (const child of [...node.children.values()].sort((a, b) => b.time - a.time)) {
      place(child, depth + 1, x)
      x += (child.time / root.time) * width
    }
  }
  place(root, 0, 0)
  return boxes
}

const draw = ({ node, depth, x, size }: Box, whole: number): string => {
  const share = `${((node.time / whole) * 100).toFixed(1)} %`
  const [left, y, wide] = [x.toFixed(1), top + depth * rowHeight, Math.max(0.5, size - 0.5).toFixed(1)]
  const letters = Math.floor((size - 6) / letterWidth)
  const shown = letters < 4 ? '' : `${node.name} ${share}`.slice(0, letters)
  const label = shown && `<text x="${(x + 3).toFixed(1)}" y="${y + 12}">${escapeHtml(shown)}</text>`
  const box = `<rect x="${left}" y="${y}" width="${wide}" height="${rowHeight - 1}" fill="${colours[node.kind]}"/>`
  return `<g><title>${escapeHtml(`${node.name}: ${share}`)}</title>${box}${label}</g>`
}

const legend = (): string =>
  (Object.keys(colours) as FlameKind[])
    .map((kind, at) => {
      const x = 8 + at * 110
      return `<rect x="${x}" y="26" width="10" height="10" fill="${colours[kind]}"/><text x="${x + 15}" y="35">${meanings[kind]}</text>`
    })
    .join('')

/** A picture that needs nothing else: callers above what they call, as wide as their share of all busy time. */
export const drawFlame = (root: FlameNode, title: string): string => {
  const boxes = boxesOf(root)
  const height = top + (Math.max(0, ...boxes.map(({ depth }) => depth)) + 1) * rowHeight + 8
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="monospace" font-size="10">`,
    `<title>${escapeHtml(title)}</title>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    `<text x="8" y="18" font-size="13">${escapeHtml(title)}</text>${legend()}`,
    ...boxes.map(box => draw(box, root.time)),
    '</svg>\n',
  ].join('\n')
}
