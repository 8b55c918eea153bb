import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { repository } from '../process/repository.ts'
import { runCommand } from '../process/run-command.ts'

export interface PackedPackage {
  readonly name: string
  readonly tarball: string
}

/**
 * Unpacks the tarballs side by side, as an install would, and uses each entry point: once by the compiler, with every
 * declaration behind it, and once by Node.
 */
export async function consumerProblems(packed: readonly PackedPackage[]): Promise<readonly string[]> {
  const cache = join(repository, 'node_modules', '.cache', 'chat-view')
  await mkdir(cache, { recursive: true })
  // Below the repository's own node_modules, so that third-party packages are found there.
  const consumer = await mkdtemp(join(cache, 'consumer-'))
  try {
    const entries: string[] = []
    for (const { name, tarball } of packed) {
      const home = join(consumer, 'node_modules', name)
      await mkdir(home, { recursive: true })
      const { ok, output } = await runCommand({
        program: 'tar',
        args: ['-xzf', tarball, '-C', home, '--strip-components=1'],
      })
      if (!ok) return [`${name}: the tarball cannot be read: ${output}`]
      // An install puts a version that nobody else wants below the package itself.
      const own = join(repository, 'packages', basename(name), 'node_modules')
      if (existsSync(own)) await symlink(own, join(home, 'node_modules'))
      const manifest = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { exports: object }
      entries.push(...Object.keys(manifest.exports).map(path => name + path.slice(1)))
    }
    return [...(await compilerProblems(consumer, entries)), ...(await importProblems(consumer, entries))]
  } finally {
    await rm(consumer, { recursive: true, force: true })
  }
}

async function compilerProblems(consumer: string, entries: readonly string[]): Promise<readonly string[]> {
  const compilerOptions = {
    target: 'es2023',
    module: 'nodenext',
    lib: ['es2024', 'esnext.disposable', 'dom', 'dom.iterable', 'dom.asynciterable'],
    types: ['node'],
    strict: true,
    noEmit: true,
    skipLibCheck: false,
  }
  const program = entries.map((entry, index) => `import * as entry${index} from '${entry}'\nvoid entry${index}\n`)
  await writeFile(join(consumer, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.ts'] }))
  await writeFile(join(consumer, 'package.json'), JSON.stringify({ type: 'module' }))
  await writeFile(join(consumer, 'use.ts'), program.join(''))
  const { output } = await runCommand({ program: 'tsc', args: ['-p', consumer, '--pretty', 'false'] })
  // Other packages' declarations are not ours to mend.
  return output
    .split('\n')
    .filter(line => /error TS/.test(line) && /@chat-view|[\\/]use\.ts/.test(line.split('(')[0] ?? ''))
}

async function importProblems(consumer: string, entries: readonly string[]): Promise<readonly string[]> {
  const program = entries.map(entry => `await import('${entry}')\n`)
  await writeFile(join(consumer, 'use.mjs'), program.join(''))
  const { ok, output } = await runCommand({ program: 'node', args: [join(consumer, 'use.mjs')], limit: 60_000 })
  return ok ? [] : [`an entry point cannot be imported in Node:\n${output}`]
}
