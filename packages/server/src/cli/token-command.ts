import { guestRole } from '@chat-view/protocol'
import { type Command, Option } from 'commander'
import { signUserToken } from '../adapters/jose/sign-user-token.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { CommandLine } from './command-line.ts'
import { show } from './command-line.ts'
import { findProject } from './find-project.ts'

interface Options {
  readonly project: string
  readonly user: string
  readonly name?: string
  readonly kid?: string
  readonly role?: 'collaborator' | 'viewer'
  readonly json: boolean
}

/** `token`: signs a user token as a host's backend would, to try it out (SE1). */
export const addTokenCommand = (program: Command, line: CommandLine): void => {
  program
    .command('token')
    .description('sign a user token with a project’s HS256 key, to try it out')
    .requiredOption('--project <project>', 'the project’s pk_… or id')
    .requiredOption('--user <id>', 'how your site knows the user')
    .option('--name <name>', 'their name')
    .addOption(new Option('--role <role>', 'what they are to every thread of the project').choices(guestRole.options))
    .option('--kid <kid>', 'which key; by default the newest')
    .option('--json', 'print JSON', false)
    .action(async (options: Options) => {
      const keys = await line.withStore(async store =>
        store.listSigningKeys((await findProject(store, options.project)).id),
      )
      const now = Date.now()
      const usable = keys.filter(
        ({ kid, algorithm, expiresAt }) =>
          algorithm === 'HS256' &&
          (expiresAt === null || expiresAt > now) &&
          (options.kid === undefined || kid === options.kid),
      )
      const key = usable.reduce((a, b) => (a && a.createdAt > b.createdAt ? a : b), usable[0])
      if (!key) {
        throw new CodedError('not_found', {
          detail: 'There is no HS256 key that verifies; make one with: chat-view key create',
        })
      }
      const { name, role } = options
      const token = await signUserToken({
        kid: key.kid,
        algorithm: 'HS256',
        secret: key.material,
        subject: options.user,
        now,
        ...(name !== undefined && { name }),
        ...(role && { role }),
      })
      show(line, options.json, { token }, [token])
    })
}
