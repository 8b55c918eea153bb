import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { repository } from './process/repository.ts'
import { referenceFiles } from './reference/reference-files.ts'

const drifted: string[] = []
for (const [path, text] of referenceFiles()) {
  const written = await readFile(join(repository, path), 'utf8').catch(() => null)
  if (written !== text) drifted.push(path)
}

if (drifted.length > 0) {
  console.error(`Not what it is made from says:\n  ${drifted.join('\n  ')}\nMake them anew: npm run generate`)
  process.exitCode = 1
}
