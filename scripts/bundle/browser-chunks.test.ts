import { type OutputChunk, type Plugin, rollup } from 'rollup'
import { expect, it } from 'vitest'
import { chunkPlaces } from './chunk-places.ts'
import { parallelImports } from './parallel-imports.ts'

const sources: Readonly<Record<string, string>> = {
  '/src/entry.js': "import { own } from '/src/styles/own.js'; globalThis.open = () => import('/src/panel.js'); own()",
  '/src/panel.js': "import { late } from '/src/styles/late.js'; export const panel = late",
  '/src/styles/own.js': "import { make } from '/src/styles/make.js'; export const own = () => make('own')",
  '/src/styles/late.js': "import { make } from '/src/styles/make.js'; export const late = make('late')",
  '/src/styles/make.js': 'export const make = text => console.log(text)',
}
const inMemory: Plugin = { name: 'in-memory', resolveId: id => id, load: id => sources[id] ?? null }

async function build(): Promise<ReadonlyMap<string, OutputChunk>> {
  const bundle = await rollup({ input: { entry: '/src/entry.js' }, plugins: [inMemory, parallelImports()] })
  const { output } = await bundle.generate({
    chunkFileNames: '[name].js',
    manualChunks: chunkPlaces('entry', { styles: 'src/styles/' }),
  })
  await bundle.close()
  return new Map(output.flatMap(file => (file.type === 'chunk' ? [[file.fileName, file]] : [])))
}

it('UX3 gathers a folder in one chunk, without what the entry loads at once', async () => {
  const chunks = await build()
  expect(chunks.get('styles.js')?.moduleIds).toEqual(['/src/styles/late.js'])
  expect(chunks.get('entry.js')?.imports).toEqual([])
})

it('UX3 asks for all that a chunk needs at once, and still gets that chunk', async () => {
  const code = (await build()).get('entry.js')?.code ?? ''
  expect(code).toContain("Promise.all([import('./panel.js'),import('./styles.js')]).then(chunks => chunks[0])")
})
