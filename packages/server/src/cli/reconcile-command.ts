import type { Command } from 'commander'
import { createSigner } from '../adapters/jose/signer.ts'
import { createAuditSealer } from '../domain/audit/audit-sealer.ts'
import { createReconciliation, type ReconciliationReport } from '../domain/reconciliation/create-reconciliation.ts'
import type { Drift } from '../ports/reconcile-store.ts'
import { createLogger } from '../telemetry/create-logger.ts'
import { systemClock } from '../telemetry/system-clock.ts'
import type { CommandLine } from './command-line.ts'
import { show } from './command-line.ts'
import { exitCodes } from './exit-codes.ts'
import { secretsFor } from './secrets-for.ts'
import { showProgress } from './show-progress.ts'

const lineOf = ({ kind, of, id, field, found, expected }: Drift): string =>
  `  ${kind}  ${of} ${id}${field === null ? '' : ` ${field}`}: ${found ?? 'nothing'}${expected === null ? '' : `, not ${expected}`}`

const linesOf = ({ repaired, checked, found, counts, drifts, audit }: ReconciliationReport): string[] => [
  `Rows looked at: ${checked}. Drift found: ${found}${found > 0 && repaired ? ', put right' : ''}.`,
  ...Object.entries(counts).flatMap(([kind, count]) => (count === 0 ? [] : [`  ${kind}: ${count}`])),
  ...drifts.map(lineOf),
  ...(found > drifts.length ? [`  and ${found - drifts.length} more`] : []),
  audit.length === 0 ? 'The audit trail is what was sealed.' : 'THE AUDIT TRAIL IS NOT WHAT WAS SEALED:',
  ...audit.map(({ seal, fault }) => `  seal ${seal}: ${fault}`),
]

/** `reconcile`: looks for rows that disagree, puts them right, and checks the audit's seals; also while a server runs (ST3). */
export const addReconcileCommand = (program: Command, line: CommandLine): void => {
  program
    .command('reconcile')
    .description('find rows that disagree and put them right; also while a server runs')
    .option('--dry-run', 'only tell what would be put right', false)
    .option('--json', 'print JSON', false)
    .action(async ({ dryRun, json }: { dryRun: boolean; json: boolean }) => {
      const config = line.config()
      const signer = createSigner(secretsFor(config))
      const progress = showProgress(line)
      const report = await line.withStore(store =>
        createReconciliation({
          store,
          sealer: createAuditSealer({ store, signer, clock: systemClock }),
          clock: systemClock,
          logger: createLogger('silent'),
        }).run({
          repair: !dryRun,
          progress: (checked, found) => progress(`looked at ${checked} rows, found ${found}`),
        }),
      )
      show(line, json, report, linesOf(report))
      if (report.found > 0 || report.audit.length > 0) line.exit(exitCodes.found)
    })
}
