import { appendFileSync, existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { chmod, cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { repository } from '../process/repository.ts'
import { buildContext } from './build-context.ts'
import { readIgnoreRules } from './ignore-rules.ts'

/** What a development container has at `/app`, in a folder of its own. */
export interface DevelopmentCopy extends AsyncDisposable {
  readonly folder: string
  /** Where programs of its packages lie. */
  readonly bin: string
  /** How often the widget was built in it. */
  readonly builds: number
  /** Changes a file of it, as an editor does. */
  touch(path: string): void
}

/** A bundler that takes no time, and is counted. */
const bundler = `#!/bin/sh
echo built >> builds.log
mkdir -p packages/widget/dist
echo > packages/widget/dist/chat-view.js
`

/** The packages that are installed here; those of the workspace are the copy's own, and so is what is cached. */
const linkModules = async (folder: string): Promise<void> => {
  const here = join(repository, 'node_modules')
  const modules = join(folder, 'node_modules')
  const link = async (name: string, target = join(here, name)): Promise<void> => symlink(target, join(modules, name))
  await mkdir(join(modules, '@chat-view'), { recursive: true })
  await mkdir(join(modules, '.bin'))
  for (const name of readdirSync(here)) if (!/^(\.cache|\.bin|@chat-view)$/.test(name)) await link(name)
  for (const name of readdirSync(join(here, '.bin'))) if (name !== 'rollup') await link(`.bin/${name}`)
  for (const name of readdirSync(join(here, '@chat-view')))
    await link(`@chat-view/${name}`, readlinkSync(join(here, '@chat-view', name)))
  for (const name of readdirSync(join(repository, 'packages'))) {
    const own = join('packages', name, 'node_modules')
    if (existsSync(join(repository, own))) await symlink(join(repository, own), join(folder, own))
  }
}

/** Copies what an image is built from, and puts the bundler in. */
export const makeDevelopmentCopy = async (): Promise<DevelopmentCopy> => {
  const folder = await mkdtemp(join(tmpdir(), 'chat-view-development-'))
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true })
  const bin = join(folder, 'node_modules/.bin')
  try {
    const takes = readIgnoreRules(readFileSync(join(repository, '.dockerignore'), 'utf8'))
    for (const file of buildContext(repository, takes)) {
      await mkdir(dirname(join(folder, file)), { recursive: true })
      await cp(join(repository, file), join(folder, file))
    }
    await linkModules(folder)
    await mkdir(join(folder, 'data'))
    await writeFile(join(bin, 'rollup'), bundler)
    await chmod(join(bin, 'rollup'), 0o755)
  } catch (error) {
    await remove()
    throw error
  }
  const log = join(folder, 'builds.log')
  return {
    ...{ folder, bin },
    get builds() {
      return existsSync(log) ? readFileSync(log, 'utf8').split('\n').length - 1 : 0
    },
    touch: path => appendFileSync(join(folder, path), '\n'),
    [Symbol.asyncDispose]: remove,
  }
}
