import { expect, it } from 'vitest'
import { type ChunkGraph, loadedWith } from './chunk-graph.ts'

const chunk = (wanted: string[], imports: string[] = [], dynamicImports: string[] = []) => ({
  wanted,
  imports,
  dynamicImports,
})

const graph: ChunkGraph = {
  'entry.js': chunk([], ['shared.js'], ['panel.js']),
  'shared.js': chunk([]),
  'panel.js': chunk(['/panel.ts'], ['shared.js', 'markdown.js', 'entry.js'], ['de.js']),
  'markdown.js': chunk([]),
  'de.js': chunk(['/locales/de.ts']),
}

it('UX3 counts shared chunks with what loads them, and nothing that is loaded on demand', () => {
  expect(loadedWith(graph, 'entry.js', () => false)).toEqual(['entry.js', 'shared.js'])
})

it('UX3 follows the chunks that are chosen, through cycles', () => {
  const files = loadedWith(graph, 'entry.js', module => !module.includes('/locales/'))
  expect(files).toEqual(['entry.js', 'shared.js', 'panel.js', 'markdown.js'])
})
