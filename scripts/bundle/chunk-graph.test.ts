import { expect, it } from 'vitest'
import { type ChunkGraph, loadedWith } from './chunk-graph.ts'

const chunk = (facade: string | null, imports: string[] = [], dynamicImports: string[] = []) => ({
  facade,
  imports,
  dynamicImports,
})

const graph: ChunkGraph = {
  'entry.js': chunk('/auto.ts', ['shared.js'], ['panel.js']),
  'shared.js': chunk(null),
  'panel.js': chunk('/panel.ts', ['shared.js', 'markdown.js', 'entry.js'], ['de.js']),
  'markdown.js': chunk(null),
  'de.js': chunk('/locales/de.ts'),
}

it('UX3 counts shared chunks with what loads them, and nothing that is loaded on demand', () => {
  expect(loadedWith(graph, 'entry.js', () => false)).toEqual(['entry.js', 'shared.js'])
})

it('UX3 follows the chunks that are chosen, through cycles', () => {
  const files = loadedWith(graph, 'entry.js', facade => !facade.includes('/locales/'))
  expect(files).toEqual(['entry.js', 'shared.js', 'panel.js', 'markdown.js'])
})
