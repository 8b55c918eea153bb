import { execFileSync } from 'node:child_process'
import { repository } from './process/repository.ts'

// Offered, not forced: only this clone is told where the hooks are, and nothing runs it at install.
const [, , wish = 'on'] = process.argv
const git = (...args: string[]) => execFileSync('git', args, { cwd: repository, stdio: 'inherit' })

if (wish === 'off') {
  git('config', '--unset', 'core.hooksPath')
  console.log('Hooks are off.')
} else {
  git('config', 'core.hooksPath', 'scripts/hooks')
  console.log(
    'Before each commit: format, lint, types of what changed, import, file and rule checks. "npm run hooks -- off" ends it.',
  )
}
