import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium as playwright } from '@playwright/test'
import { chromium } from './chromium.ts'
import { fingerprintOf } from './gallery/fingerprint.ts'
import { differenceOf, fingerprintFile, galleryFolder } from './gallery/gallery-files.ts'
import { galleryIndex, pictureFiles } from './gallery/gallery-index.ts'
import { repackPictures } from './gallery/repack-pictures.ts'
import { runCommand } from './process/run-command.ts'

const check = process.argv.includes('--check')
const names = process.argv.slice(2).filter(argument => !argument.startsWith('--'))

const browser = await playwright.launch(await chromium())
try {
  const page = await browser.newPage()
  const here = await fingerprintOf(page)
  const other = differenceOf(here)
  const update = check ? [] : [`--update-snapshots=${other === null ? 'changed' : 'all'}`]
  const only = names.length > 0 ? ['--grep', `\\b(${names.join('|')}) `] : []
  const args = ['test', 'e2e/gallery.test.ts', ...update, ...only]
  const { ok, output } = await runCommand({ program: 'playwright', args, limit: 3_600_000 })
  console.log(output)
  if (check) {
    if (other !== null) console.log(`Nothing was compared: ${other}.`)
    process.exitCode = ok ? 0 : 1
  } else if (ok) {
    const wanted = new Set(pictureFiles())
    for (const file of readdirSync(galleryFolder))
      if (file.endsWith('.png') && !wanted.has(file)) rmSync(join(galleryFolder, file))
    const bytes = await repackPictures(page, galleryFolder)
    writeFileSync(join(galleryFolder, 'README.md'), galleryIndex())
    writeFileSync(fingerprintFile, `${JSON.stringify(here, null, 2)}\n`)
    console.log(`${wanted.size} pictures, ${(bytes / 1024 / 1024).toFixed(1)} MiB`)
  } else process.exitCode = 1
} finally {
  await browser.close()
}
