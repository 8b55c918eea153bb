import { existsSync, globSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { consumerProblems, type PackedPackage } from './packages/consumer-problems.ts'
import { repository } from './process/repository.ts'
import { runCommand } from './process/run-command.ts'

/** Packs a built package as npm would, in a copy, so that its manifest here stays as it is. */
async function pack(folder: string, copy: string): Promise<PackedPackage> {
  const target = join(copy, 'packages', basename(folder))
  await mkdir(target, { recursive: true })
  for (const part of ['package.json', 'README.md', 'dist', 'custom-elements.json']) {
    if (existsSync(join(folder, part))) await cp(join(folder, part), join(target, part), { recursive: true })
  }
  const { ok, output } = await runCommand({
    program: 'npm',
    args: ['pack', target, '--silent', '--pack-destination', target],
  })
  const tarball = globSync(join(target, '*.tgz'))[0]
  if (!ok || !tarball) throw new Error(`npm pack ${target} failed:\n${output}`)
  return { name: `@chat-view/${basename(folder)}`, tarball }
}

/** What publint and are-the-types-wrong say about a tarball. */
async function problemsOf({ name, tarball }: PackedPackage): Promise<readonly string[]> {
  const bytes = await readFile(tarball)
  const { messages, pkg } = await publint({
    pack: { tarball: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) },
    strict: true,
  })
  const problems = messages.map(message => `publint: ${formatMessage(message, pkg) ?? message.code}`)
  if (JSON.stringify(pkg).includes('chat-view-source')) problems.push('the development condition was published')
  const types = await runCommand({ program: 'attw', args: [tarball, '--profile', 'esm-only', '--format', 'ascii'] })
  if (!types.ok) problems.push(`are-the-types-wrong:\n${types.output}`)
  return problems.map(problem => `${name}: ${problem}`)
}

const copy = await mkdtemp(join(tmpdir(), 'chat-view-packages-'))
try {
  // The packages' own prepack script runs in the copy, and finds what it needs there.
  await symlink(dirname(fileURLToPath(import.meta.url)), join(copy, 'scripts'))
  await cp(join(repository, 'LICENSE'), join(copy, 'LICENSE'))
  const folders = globSync('packages/*/package.json', { cwd: repository }).map(file => dirname(join(repository, file)))
  const packed = await Promise.all(folders.map(folder => pack(folder, copy)))
  const problems = [...(await Promise.all(packed.map(problemsOf))).flat(), ...(await consumerProblems(packed))]
  for (const problem of problems) console.error(problem)
  if (problems.length > 0 || folders.length === 0) process.exitCode = 1
} finally {
  await rm(copy, { recursive: true, force: true })
}
