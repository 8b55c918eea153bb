import { join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Metafile } from 'esbuild'
import { repository } from '../process/repository.ts'

export interface Bundle {
  /** Paths of all modules that went in, from the repository's root; those that are loaded on demand too. */
  readonly inputs: readonly string[]
  /** Of what is loaded at once. */
  readonly gzipBytes: number
}

/** Bundles an entry point for browsers, in memory, as a host's own bundler would: what is on demand in files of its own. */
export async function bundleInputs(entry: string): Promise<Bundle> {
  const { metafile, outputFiles } = await build({
    entryPoints: [join(repository, entry)],
    absWorkingDir: repository,
    bundle: true,
    splitting: true,
    outdir: 'out',
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2023',
    conditions: ['chat-view-source'],
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  const contents = new Map(
    outputFiles.map(file => [relative(repository, file.path).replaceAll('\\', '/'), file.contents]),
  )
  const first = Object.keys(metafile.outputs).filter(file => metafile.outputs[file]?.entryPoint === entry)
  const gzipBytes = [...loadedAtOnce(metafile, first)].reduce(
    (sum, file) => sum + gzipSync(contents.get(file) ?? '').length,
    0,
  )
  return { inputs: Object.keys(metafile.inputs), gzipBytes }
}

/** Files and those that they import. */
function loadedAtOnce({ outputs }: Metafile, files: readonly string[]): ReadonlySet<string> {
  const seen = new Set(files)
  for (const file of seen)
    for (const { kind, path } of outputs[file]?.imports ?? []) if (kind === 'import-statement') seen.add(path)
  return seen
}
