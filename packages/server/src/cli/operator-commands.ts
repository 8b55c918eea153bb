import type { OperatorScope } from '@chat-view/protocol'
import { operatorScopes } from '@chat-view/protocol'
import { type Command, Option } from 'commander'
import { uuids } from '../adapters/uuid/uuids.ts'
import { newOperatorKey } from '../domain/new-operator-key.ts'
import type { CommandLine } from './command-line.ts'
import { actor, show } from './command-line.ts'

/** `operator create | list | revoke`: scoped API keys, kept as hashes (SE7). */
export const addOperatorCommands = (program: Command, line: CommandLine): void => {
  const operator = program.command('operator').description('API keys of operators: create, list, revoke')

  operator
    .command('create')
    .description('make an API key')
    .requiredOption('--name <name>', 'who or what it is for')
    .addOption(new Option('--scope <scope...>', 'what it may do').choices(operatorScopes).makeOptionMandatory())
    .option('--json', 'print JSON', false)
    .action(async (options: { name: string; scope: OperatorScope[]; json: boolean }) => {
      const { key, record } = await newOperatorKey(options.name, [...new Set(options.scope)], uuids.make(), Date.now())
      await line.withStore(store => store.addOperatorKey(record, actor))
      const shown = { id: record.id, name: record.name, scopes: record.scopes, key }
      show(line, options.json, shown, [`id:  ${record.id}`, `key: ${key}`, 'It is shown this once.'])
    })

  operator
    .command('list')
    .description('list API keys, without the keys themselves')
    .option('--json', 'print JSON', false)
    .action(async ({ json }: { json: boolean }) => {
      const keys = await line.withStore(store => store.listOperatorKeys())
      const shown = keys.map(({ hash: _, ...rest }) => rest)
      const state = (revokedAt: number | null): string => (revokedAt === null ? '' : '  revoked')
      show(
        line,
        json,
        shown,
        shown.map(row => `${row.id}  ${row.name}  ${row.scopes.join(' ')}${state(row.revokedAt)}`),
      )
    })

  operator
    .command('revoke <id>')
    .description('end an API key at once')
    .option('--json', 'print JSON', false)
    .action(async (id: string, { json }: { json: boolean }) => {
      await line.withStore(store => store.revokeOperatorKey(id, Date.now(), actor))
      show(line, json, { id }, [`${id} is revoked.`])
    })
}
