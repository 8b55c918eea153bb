import { type OutputChunk, type Plugin, rollup } from 'rollup'
import { expect, it } from 'vitest'
import { alikeTogether } from './alike-together.ts'
import { chunkPlaces } from './chunk-places.ts'
import { compileAhead } from './compile-ahead.ts'
import { nameAgain } from './name-again.ts'
import { parallelImports } from './parallel-imports.ts'

const sources: Readonly<Record<string, string>> = {
  '/src/entry.js': "import { own } from '/src/styles/own.js'; globalThis.open = () => import('/src/panel.js'); own()",
  '/src/panel.js':
    "import { late } from '/src/styles/late.js'; export const panel = [late, () => import('/src/more.js')]",
  '/src/more.js': "import { late } from '/src/styles/late.js'; export const more = () => late",
  '/src/styles/own.js': "import { make } from '/src/styles/make.js'; export const own = () => make('own')",
  '/src/styles/late.js': "import { make } from '/src/styles/make.js'; export const late = make('late')",
  '/src/styles/make.js': 'export const make = text => console.log(text)',
}
const inMemory: Plugin = { name: 'in-memory', resolveId: id => id, load: id => sources[id] ?? null }

async function build(...plugins: readonly Plugin[]): Promise<ReadonlyMap<string, OutputChunk>> {
  const bundle = await rollup({ input: { entry: '/src/entry.js' }, plugins: [inMemory, parallelImports(), ...plugins] })
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
  expect(code).toContain("__arrived('./panel.js', ['./styles.js'], file => import(file))")
})

it('UX3 asks for nothing twice that came with the chunk that asks', async () => {
  const code = (await build()).get('panel.js')?.code ?? ''
  expect(code).toContain("__arrived('./more.js', [], file => import(file))")
})

it('UX7 has no module imported before its bytes are here, and asks for nothing twice that came or is on its way', async () => {
  const { code } = (await build()).get('panel.js') ?? {}
  const [helper = ''] = code?.match(/const __arrivedFiles[\s\S]*?return get\(file\)\n}/) ?? []
  const asked: string[] = []
  let answer = (): Response => new Response(null, { status: 503 })
  const load = new Function('fetch', `${helper.replaceAll('import.meta.resolve', '')}\nreturn __arrived`)(
    async (file: string) => {
      asked.push(file)
      return answer()
    },
  )
  const imported: string[] = []
  const get = async (file: string) => imported.push(file)
  await expect(load('./a.js', ['./b.js'], get)).rejects.toThrow(TypeError)
  expect(imported).toEqual([])
  answer = () => new Response('export {}')
  await load('./a.js', ['./b.js'], get)
  await load('./a.js', ['./b.js'], get)
  expect(imported).toEqual(['./a.js', './a.js'])
  expect(asked).toEqual(['./a.js', './b.js', './a.js', './b.js'])
  await Promise.all([load('./c.js', ['./d.js'], get), load('./d.js', [], get)])
  expect(asked.slice(4)).toEqual(['./c.js', './d.js'])
})

it('UX3 puts what is alike side by side, each after what it needs', async () => {
  const order = async (...plugins: Plugin[]) => {
    const files = { '/src/a.js': "import '/src/c.css.js'; f(1)", '/src/b.js': 'f(2)', '/src/c.css.js': 'f(3)' }
    const sources: Readonly<Record<string, string>> = { ...files, '/src/d.css.js': 'f(4)' }
    const bundle = await rollup({
      input: '/src/entry.js',
      plugins: [
        {
          name: 'in-memory',
          resolveId: id => id,
          load: id => sources[id] ?? "import '/src/b.js'; import '/src/a.js'; export * from '/src/d.css.js'",
        },
        ...plugins,
      ],
    })
    const { output } = await bundle.generate({})
    await bundle.close()
    return [...output[0].code.matchAll(/f\((\d)\)/g)].map(([, number]) => Number(number))
  }
  expect(await order()).toEqual([2, 3, 1, 4])
  expect(await order(alikeTogether(['src/entry.js'], [/\.css\.js$/, /a\.js$/]))).toEqual([3, 4, 1, 2])
  expect(await order(alikeTogether(['src/other.js'], [/\.css\.js$/]))).toEqual([2, 3, 1, 4])
})

it('UX3 has what comes with the first press compiled while it arrives, and nothing else', async () => {
  const chunks = await build(nameAgain('es2023'), compileAhead(['src/panel.js']))
  const hinted = [...chunks].filter(([, { code }]) => code.startsWith('//# allFunctionsCalledOnLoad\n'))
  expect(hinted.map(([name]) => name)).toEqual(['panel.js'])
  expect(chunks.size).toBeGreaterThan(2)
})

it('UX3 names what is private to a class anew in each', async () => {
  const classes =
    'globalThis.all = [class { #first = 1; get() { return this.#first } }, class { #second = 2; get() { return this.#second } }]'
  const bundle = await rollup({
    input: 'all',
    plugins: [{ name: 'in-memory', resolveId: id => id, load: () => classes }, nameAgain('es2023')],
  })
  const [{ code }] = (await bundle.generate({})).output
  await bundle.close()
  const names = [...code.matchAll(/#(\w+)/g)].map(([, name]) => name)
  expect(names).toHaveLength(4)
  expect(new Set(names).size).toBe(1)
})
