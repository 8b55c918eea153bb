import { globSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { repository } from './repository.ts'
import { runCommand } from './run-command.ts'

/** Packs a built package as npm would, in a copy so that its manifest stays as it is, and looks at the tarball. */
async function problemsOf(folder: string, copy: string): Promise<readonly string[]> {
  const target = join(copy, 'packages', basename(folder))
  await mkdir(target, { recursive: true })
  for (const part of ['package.json', 'README.md', 'dist']) {
    await cp(join(folder, part), join(target, part), { recursive: true })
  }
  const packed = await runCommand({ program: 'npm', args: ['pack', target, '--silent', '--pack-destination', target] })
  if (!packed.ok) return [`npm pack failed: ${packed.output}`]
  const tarball = globSync(join(target, '*.tgz'))[0]
  if (!tarball) return ['npm pack left no tarball']
  const manifest = JSON.parse(await readFile(join(target, 'package.json'), 'utf8')) as { name: string }
  const bytes = await readFile(tarball)
  const { messages, pkg } = await publint({
    pkgDir: target,
    pack: { tarball: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) },
    strict: true,
  })
  const problems = messages.map(message => `publint: ${formatMessage(message, pkg) ?? message.code}`)
  const types = await runCommand({ program: 'attw', args: [tarball, '--profile', 'esm-only', '--format', 'ascii'] })
  if (!types.ok) problems.push(`are-the-types-wrong:\n${types.output}`)
  if (JSON.stringify(pkg).includes('chat-view-source')) problems.push('the development condition was published')
  return problems.map(problem => `${manifest.name}: ${problem}`)
}

const copy = await mkdtemp(join(tmpdir(), 'chat-view-packages-'))
try {
  // The packages' own prepack script runs in the copy, and finds what it needs there.
  await symlink(dirname(fileURLToPath(import.meta.url)), join(copy, 'scripts'))
  await cp(join(repository, 'LICENSE'), join(copy, 'LICENSE'))
  const folders = globSync('packages/*/package.json', { cwd: repository }).map(file => dirname(join(repository, file)))
  const problems = await Promise.all(folders.map(folder => problemsOf(folder, copy)))
  for (const problem of problems.flat()) console.error(problem)
  if (problems.flat().length > 0 || folders.length === 0) process.exitCode = 1
} finally {
  await rm(copy, { recursive: true, force: true })
}
