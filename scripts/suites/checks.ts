import { globSync } from 'node:fs'
import { basename } from 'node:path'
import { repository } from '../process/repository.ts'
import type { Command } from '../process/run-command.ts'

export interface Check extends Command {
  readonly name: string
  /** Checks of one group run beside each other; the groups run in this order. */
  readonly group: 'sources' | 'build' | 'packages'
}

const source = (file: string): Pick<Command, 'program' | 'args'> => ({
  program: 'node',
  args: ['--conditions=chat-view-source', file],
})

/** Everything that `npm test` holds before it runs the suites. Each `scripts/check-*.ts` takes part by its name. */
export function checks(): readonly Check[] {
  const projects = ['.', ...globSync('{packages,examples}/*/tsconfig.json', { cwd: repository }).sort()]
  const drift = globSync('scripts/check-*.ts', { cwd: repository, exclude: ['**/*.test.ts'] }).sort()
  return [
    {
      name: 'lint',
      group: 'sources',
      program: 'biome',
      args: ['ci', '--colors=off', '--error-on-warnings', '--diagnostic-level=warn', '.'],
    },
    ...projects.map(project => ({
      name: project === '.' ? 'types' : `types:${project.split(/[\\/]/)[1]}`,
      group: 'sources' as const,
      program: 'tsc',
      args: ['-p', project],
    })),
    ...drift.map(file => ({
      name: basename(file, '.ts').slice('check-'.length),
      group: 'sources' as const,
      ...source(file),
    })),
    { name: 'knip', group: 'sources', program: 'knip', args: ['--no-progress', '--no-config-hints'] },
    { name: 'build', group: 'build', ...source('scripts/build.ts') },
    { name: 'packages', group: 'packages', ...source('scripts/verify-packages.ts') },
    { name: 'sizes', group: 'packages', program: 'size-limit', args: [] },
  ]
}
