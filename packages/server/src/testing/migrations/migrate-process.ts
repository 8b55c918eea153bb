import { openSqliteMigrator } from '../../adapters/sqlite/migrator.ts'

// Migrates the file of `argv[2]` when a line arrives, and says which steps it took.
const migrator = await openSqliteMigrator({ path: process.argv[2] ?? '' })
process.stdout.write('ready\n')
process.stdin.once('data', async () => {
  process.stdout.write(`${JSON.stringify(await migrator.migrate({ at: Date.now() }))}\n`)
  process.stdin.destroy()
})
