import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { repository } from './process/repository.ts'
import { referenceFiles } from './reference/reference-files.ts'

for (const [path, text] of referenceFiles()) {
  const file = join(repository, path)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}
