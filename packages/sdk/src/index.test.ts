import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import * as sdk from './index.ts'
import * as testing from './testing/index.ts'

const gzipped = async (text: string): Promise<number> => {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
  return (await new Response(stream).arrayBuffer()).byteLength
}

const bundle = async () => {
  const { outputFiles, metafile } = await build({
    entryPoints: [new URL('./index.ts', import.meta.url).pathname],
    bundle: true,
    splitting: true,
    outdir: 'out',
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    conditions: ['chat-view-source'],
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
    metafile: true,
  })
  // What comes at once: the entry and what it imports, without what is loaded when it is wanted.
  const [entry = ''] = Object.keys(metafile.outputs).filter(name =>
    metafile.outputs[name]?.entryPoint?.endsWith('/index.ts'),
  )
  const first = new Set([entry])
  for (const name of first)
    for (const { kind, path } of metafile.outputs[name]?.imports ?? []) if (kind === 'import-statement') first.add(path)
  const text = outputFiles
    .filter(({ path }) => [...first].some(name => path.endsWith(name)))
    .map(file => file.text)
    .join('\n')
  return { text, inputs: Object.keys(metafile.inputs) }
}

describe('the package', () => {
  it('DX1 exports these names and no others', () => {
    expect(Object.keys(sdk).sort()).toEqual([
      'ChatError',
      'bounds',
      'can',
      'createChat',
      'isOpenGeneration',
      'textOfParts',
    ])
    expect(Object.keys(testing).sort()).toEqual([
      'FakeServer',
      'chatMatchers',
      'manualClock',
      'matchLines',
      'memoryStorage',
      'scriptedTransport',
      'settle',
    ])
  })

  it('DX1 its bundle for browsers holds no zod and stays small', async () => {
    const { text, inputs } = await bundle()
    expect(inputs.some(input => input.includes('codes/error-codes'))).toBe(true)
    expect(inputs.filter(input => input.includes('zod') || /protocol\/src\/(?!codes\/)/.test(input))).toEqual([])
    expect(await gzipped(text)).toBeLessThan(19.5 * 1024)
  })
})
