import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { repository } from '../process/repository.ts'

export interface Bundle {
  /** Paths of all modules that went in, from the repository's root. */
  readonly inputs: readonly string[]
  readonly gzipBytes: number
}

/** Bundles an entry point for browsers, in memory, as a host's own bundler would. */
export async function bundleInputs(entry: string): Promise<Bundle> {
  const { metafile, outputFiles } = await build({
    entryPoints: [join(repository, entry)],
    absWorkingDir: repository,
    bundle: true,
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
  const bytes = outputFiles.reduce((sum, file) => sum + gzipSync(file.contents).length, 0)
  return { inputs: Object.keys(metafile.inputs), gzipBytes: bytes }
}
