import type { ProjectSettings } from '@chat-view/protocol'
import type { Command } from 'commander'
import { rateRule } from '../domain/rate-rule.ts'
import { CodedError } from '../ports/coded-error.ts'

/** What is said of how often people may ask in a project (SE5). */
export interface RateOptions {
  readonly rate?: readonly string[]
  /** False: `--no-rates`. */
  readonly rates?: boolean
}

const settings = {
  http: 'httpLimit',
  socket: 'socketLimit',
  send: 'sendLimit',
  'project:http': 'projectHttpLimit',
  'project:socket': 'projectSocketLimit',
  'project:send': 'projectSendLimit',
} as const satisfies Record<string, keyof ProjectSettings>

type RateSettings = Partial<Pick<ProjectSettings, (typeof settings)[keyof typeof settings]>>

export const withRates = (command: Command): Command =>
  command
    .option(
      '--rate <rate...>',
      'how often a user, and all at one address, may: http:300/1m, socket:600/1m, send:30/1m; all together: project:send:500/1m',
    )
    .option('--no-rates', 'the rates of the server (RATE_LIMIT_*) in place of its own')

const isName = (name: string): name is keyof typeof settings => Object.hasOwn(settings, name)

const rateOf = (text: string): RateSettings => {
  const [, name = '', rate = ''] = /^(.*):([^:]*)$/.exec(text) ?? []
  if (isName(name) && rateRule(rate)) return { [settings[name]]: rate }
  const message = 'must be a rate such as http:300/1m, socket:600/1m, send:30/1m or project:send:500/1m'
  throw new CodedError('invalid_request', { detail: message, errors: [{ path: 'rate', message }] })
}

const noRates = (): RateSettings => Object.fromEntries(Object.values(settings).map(name => [name, null]))

/** The settings that these options change: the rates that they name. @throws invalid_request for what is no rate */
export const ratesOf = ({ rate = [], rates }: RateOptions): RateSettings =>
  Object.assign(rates === false ? noRates() : {}, ...rate.map(rateOf))
