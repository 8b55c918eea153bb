import { type Command, Option } from 'commander'
import { makeSigningKey } from '../adapters/jose/make-signing-key.ts'
import { duration } from '../config/value-types.ts'
import { parseInput } from '../domain/parse-input.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { SigningKeyRecord } from '../ports/project-store.ts'
import type { Store } from '../ports/store.ts'
import type { CommandLine } from './command-line.ts'
import { actor, show } from './command-line.ts'
import { findProject } from './find-project.ts'

type Algorithm = SigningKeyRecord['algorithm']

interface Made {
  readonly kid: string
  readonly algorithm: Algorithm
  readonly secret: string | null
}

const add = async (store: Store, projectId: string, algorithm: Algorithm): Promise<Made> => {
  const { kid, material, secret } = await makeSigningKey(algorithm)
  const key = { projectId, kid, algorithm, material, createdAt: Date.now(), expiresAt: null }
  await store.addSigningKey(key, actor)
  return { kid, algorithm, secret }
}

const lines = ({ kid, algorithm, secret }: Made): string[] => [
  `kid:    ${kid} (${algorithm})`,
  ...(secret === null ? [] : [`secret: ${secret}`, 'It is shown this once; keep it with your backend.']),
]

const algorithm = (): Option =>
  new Option('--algorithm <name>', 'how tokens are signed').choices(['HS256', 'EdDSA', 'ES256']).default('HS256')

/** `key create | list | rotate | revoke`: keys with which a host's backend signs its users in (SE1). */
export const addKeyCommands = (program: Command, line: CommandLine): void => {
  const key = program.command('key').description('signing keys of a project: create, list, rotate, revoke')
  const sub = (name: string, description: string): Command =>
    key
      .command(name)
      .description(description)
      .requiredOption('--project <project>', 'the project’s pk_… or id')
      .option('--json', 'print JSON', false)

  sub('create', 'add a key')
    .addOption(algorithm())
    .action(async (options: { project: string; algorithm: Algorithm; json: boolean }) => {
      const made = await line.withStore(async store =>
        add(store, (await findProject(store, options.project)).id, options.algorithm),
      )
      show(line, options.json, made, lines(made))
    })

  sub('list', 'list keys, without their secrets').action(async (options: { project: string; json: boolean }) => {
    const keys = await line.withStore(async store =>
      store.listSigningKeys((await findProject(store, options.project)).id),
    )
    const shown = keys.map(({ material: _, projectId: __, ...rest }) => rest)
    const until = (end: number | null): string => (end === null ? '' : `  until ${new Date(end).toISOString()}`)
    show(
      line,
      options.json,
      shown,
      shown.map(row => `${row.kid}  ${row.algorithm}${until(row.expiresAt)}`),
    )
  })

  sub('rotate', 'add a key, and let the others verify for a while longer')
    .addOption(algorithm())
    .option('--overlap <time>', 'how long the others still verify', '1h')
    .action(async (options: { project: string; algorithm: Algorithm; overlap: string; json: boolean }) => {
      const end = Date.now() + parseInput(duration, options.overlap)
      const made = await line.withStore(async store => {
        const { id } = await findProject(store, options.project)
        const former = await store.listSigningKeys(id)
        const fresh = await add(store, id, options.algorithm)
        for (const { kid } of former) await store.expireSigningKey(id, kid, end, actor)
        return fresh
      })
      show(line, options.json, { ...made, othersUntil: end }, [
        ...lines(made),
        `The others verify until ${new Date(end).toISOString()}.`,
      ])
    })

  sub('revoke', 'let a key verify nothing from now on')
    .requiredOption('--kid <kid>', 'which')
    .action(async (options: { project: string; kid: string; json: boolean }) => {
      await line.withStore(async store => {
        const { id } = await findProject(store, options.project)
        const keys = await store.listSigningKeys(id)
        if (!keys.some(({ kid }) => kid === options.kid))
          throw new CodedError('not_found', { detail: `There is no key ${options.kid}` })
        await store.expireSigningKey(id, options.kid, Date.now(), actor)
      })
      show(line, options.json, { kid: options.kid }, [`${options.kid} verifies nothing any more.`])
    })
}
