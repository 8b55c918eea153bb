import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cruiseImports } from './imports/cruise-imports.ts'
import { repository } from './process/repository.ts'

const folders = ['packages', 'scripts', 'e2e', 'bench', 'examples'].filter(folder =>
  existsSync(join(repository, folder)),
)
const { modules, problems } = await cruiseImports(repository, folders)

for (const problem of problems) console.error(problem)
// A parser that does not load leaves a silent pass over nothing.
if (modules === 0) console.error('No module was seen: the rules held nothing.')
if (modules === 0 || problems.length > 0) process.exitCode = 1
else console.log(`${modules} modules`)
