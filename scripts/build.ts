import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { repository } from './process/repository.ts'
import { runCommand } from './process/run-command.ts'

// In the order of their dependencies: a package's declarations are made from those that the ones before it ship.
const packages = ['protocol', 'sdk', 'widget', 'server']

async function step(program: string, args: readonly string[]): Promise<void> {
  const { ok, output } = await runCommand({ program, args })
  if (!ok) throw new Error(`${program} ${args.join(' ')}\n${output}`)
}

const within = (...path: string[]) => join(repository, 'packages', ...path)

for (const name of packages) await rm(within(name, 'dist'), { recursive: true, force: true })
await step('rollup', ['-c', '--silent'])
for (const name of packages) await step('tsc', ['-p', `packages/${name}/tsconfig.build.json`])

// The published server serves the bundle from its own folder; it does not depend on the widget's package.
for (const file of ['chat-view.js', 'THIRD-PARTY-LICENSES.txt'])
  await cp(within('widget', 'dist', file), within('server', 'dist', 'widget', file))
await cp(within('widget', 'dist', 'chat-view'), within('server', 'dist', 'widget', 'chat-view'), {
  recursive: true,
  force: true,
}).catch((error: NodeJS.ErrnoException) => {
  if (error.code !== 'ENOENT') throw error // a bundle without chunks on demand has no such folder
})
