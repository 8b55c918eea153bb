import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { galleryFolder, weightLimit } from './gallery/gallery-files.ts'
import { galleryIndex, pictureFiles } from './gallery/gallery-index.ts'

const problems: string[] = []
const wanted = new Set(pictureFiles())
const kept = existsSync(galleryFolder) ? readdirSync(galleryFolder).filter(file => file.endsWith('.png')) : []
for (const file of wanted) if (!kept.includes(file)) problems.push(`${file} is missing`)
for (const file of kept) if (!wanted.has(file)) problems.push(`${file} shows no state`)
if (wanted.size < pictureFiles().length) problems.push('two states have one name')
const bytes = kept.reduce((sum, file) => sum + statSync(join(galleryFolder, file)).size, 0)
if (bytes > weightLimit) problems.push(`the pictures weigh ${bytes} bytes, ${weightLimit} at most`)
const index = join(galleryFolder, 'README.md')
if (!existsSync(index) || readFileSync(index, 'utf8') !== galleryIndex())
  problems.push('README.md is not that of the states')

for (const problem of problems) console.error(`docs/gallery: ${problem}`)
if (problems.length > 0) {
  console.error('`npm run gallery` makes it anew.')
  process.exitCode = 1
}
