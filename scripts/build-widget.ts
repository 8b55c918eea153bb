import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sourceHash } from './bundle/source-hash.ts'
import { repository } from './process/repository.ts'
import { runCommand } from './process/run-command.ts'

const bundle = join(repository, 'packages/widget/dist/chat-view.js')
const stamp = join(repository, 'node_modules/.cache/chat-view/widget.hash')
const sources = [
  'packages/{protocol,sdk,widget}/src/**/*.ts',
  'packages/{protocol,sdk,widget}/package.json',
  'package-lock.json',
  'rollup.config.mjs',
  'scripts/bundle/*.ts',
]

/** Builds the browser bundle where its sources changed since the last time; says whether it did. */
export async function buildWidget(): Promise<boolean> {
  const hash = sourceHash(repository, sources)
  const built = await readFile(stamp, 'utf8').catch(() => undefined)
  if (built === hash && existsSync(bundle)) return false
  // Hashed names pile up otherwise; what a running page may still load is in its browser's cache.
  await rm(join(dirname(bundle), 'chat-view'), { recursive: true, force: true })
  const { ok, output } = await runCommand({ program: 'rollup', args: ['-c', '--configWidget', '--silent'] })
  if (!ok) throw new Error(`The widget could not be built:\n${output}`)
  await mkdir(dirname(stamp), { recursive: true })
  await writeFile(stamp, hash)
  return true
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log((await buildWidget()) ? 'widget built' : 'widget is up to date')
}
