import { existsSync, globSync, readFileSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import commonjs from '@rollup/plugin-commonjs'
import nodeResolve from '@rollup/plugin-node-resolve'
import replace from '@rollup/plugin-replace'
import terser from '@rollup/plugin-terser'
import esbuild from 'rollup-plugin-esbuild'
import { bounds } from './packages/protocol/src/codes/bounds.ts'
import { alikeTogether } from './scripts/bundle/alike-together.ts'
import { bundledLicences } from './scripts/bundle/bundled-licences.ts'
import { chunkGraph } from './scripts/bundle/chunk-graph.ts'
import { chunkPlaces } from './scripts/bundle/chunk-places.ts'
import { clientDirective } from './scripts/bundle/client-directive.ts'
import { compactTemplatesPlugin } from './scripts/bundle/compact-templates.ts'
import { compileAhead } from './scripts/bundle/compile-ahead.ts'
import { inlineBoundsPlugin } from './scripts/bundle/inline-bounds.ts'
import { nameAgain } from './scripts/bundle/name-again.ts'
import { parallelImports } from './scripts/bundle/parallel-imports.ts'
import { sourceAssets } from './scripts/bundle/source-assets.ts'
import { threadUrls } from './scripts/bundle/thread-urls.ts'

const root = import.meta.dirname
const source = 'chat-view-source'
const target = 'es2023'

/** A package as npm ships it: one module for each source file, so that worker threads and assets stay where their URLs say. */
function library(name) {
  const folder = join(root, 'packages', name)
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const entries = [
    ...Object.values(manifest.exports).map(entry => entry[source]),
    ...Object.values(manifest.bin ?? {}).map(file => file.replace('./dist/', './src/').replace(/\.js$/, '.ts')),
    ...globSync('src/**/*-thread.ts', { cwd: folder }),
    'src/main.ts',
  ]
  const input = [...new Set(entries.filter(Boolean).map(entry => join(folder, entry)))].filter(file => existsSync(file))
  return {
    input,
    external: id => !id.startsWith('.') && !isAbsolute(id),
    plugins: [
      threadUrls(),
      esbuild({ target, tsconfig: false }),
      compactTemplatesPlugin(),
      sourceAssets(join(folder, 'src')),
      clientDirective(),
    ],
    output: {
      dir: join(folder, 'dist'),
      format: 'es',
      preserveModules: true,
      preserveModulesRoot: join(folder, 'src'),
    },
  }
}

/** What is loaded with the first press, chunk by chunk. */
const places = {
  'chat-host': 'widget/src/controllers/chat-host.ts',
  'chat-panel': 'widget/src/components/chat-panel/make-panel.ts',
  'chat-later': 'widget/src/components/later-parts.ts',
}

/** What is alike in those of them that draw. */
const kinds = [/\/styles\/|-sheet\.ts$/, /\/icons\//, /\/markdown\//, /node_modules/, /\/controllers\//]

/** The bundle that the server serves: one entry, and beside it what is loaded on demand. */
const widgetBundle = {
  input: { 'chat-view': join(root, 'packages/widget/src/auto.ts') },
  plugins: [
    nodeResolve({ browser: true, exportConditions: [source, 'browser', 'production', 'import', 'default'] }),
    commonjs(),
    replace({ preventAssignment: true, values: { 'process.env.NODE_ENV': JSON.stringify('production') } }),
    esbuild({ target, tsconfig: false }),
    compactTemplatesPlugin(),
    inlineBoundsPlugin(bounds),
    alikeTogether([places['chat-panel'], places['chat-later']], kinds),
    parallelImports(),
    terser({
      module: true,
      ecma: 2023,
      compress: { ecma: 2023, passes: 4, unsafe_arrows: true },
      format: { comments: false },
    }),
    nameAgain(target),
    compileAhead([places['chat-host'], places['chat-panel']]),
    bundledLicences('THIRD-PARTY-LICENSES.txt'),
    chunkGraph(join(root, 'node_modules/.cache/chat-view/chunk-graph.json')),
  ],
  output: {
    dir: join(root, 'packages/widget/dist'),
    format: 'es',
    entryFileNames: '[name].js',
    // The launcher names seven of them, and no packing shortens a hash.
    chunkFileNames: 'chat-view/[name]-[hash:7].js',
    manualChunks: chunkPlaces('chat-view', places),
  },
}

/** `rollup -c` builds all that ships; `rollup -c --configWidget` the browser bundle alone. */
export default ({ configWidget }) =>
  configWidget ? widgetBundle : [...['protocol', 'sdk', 'widget', 'server'].map(library), widgetBundle]
