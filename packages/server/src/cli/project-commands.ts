import type { AdminProject } from '@chat-view/protocol'
import { adminProject } from '@chat-view/protocol'
import type { Command } from 'commander'
import { uuids } from '../adapters/uuid/uuids.ts'
import { newProject } from '../domain/new-project.ts'
import { parseInput } from '../domain/parse-input.ts'
import type { CommandLine } from './command-line.ts'
import { actor, show } from './command-line.ts'
import { findProject } from './find-project.ts'
import { type RateOptions, ratesOf, withRates } from './rate-options.ts'
import { type SpendingOptions, spendingOf, withSpending } from './spending-options.ts'

const lines = (project: AdminProject): string[] => [
  `${project.key}  ${project.name}${project.enabled ? '' : ' (disabled)'}`,
  `  origins: ${project.origins.join(', ') || 'none listed'}`,
]

interface Options extends SpendingOptions, RateOptions {
  readonly json: boolean
  readonly name?: string
  readonly origin?: string[]
  readonly prompt?: string[]
  readonly greeting?: string
  readonly assistant?: string
  readonly tool?: string[]
  readonly enable?: boolean
  readonly disable?: boolean
}

const settingsOf = (options: Options): Partial<AdminProject['settings']> => {
  const { prompt, greeting, assistant, tool } = options
  return {
    ...(prompt && { prompts: prompt }),
    ...(greeting !== undefined && { greeting }),
    ...(assistant !== undefined && { assistantName: assistant }),
    ...(tool && { tools: tool }),
    ...ratesOf(options),
    ...spendingOf(options),
  }
}

const withSettings = (command: Command): Command =>
  withRates(withSpending(command))
    .option('--origin <origin...>', 'origins that may embed it, as https://shop.example.com; * for any')
    .option('--prompt <text...>', 'starter prompts')
    .option('--greeting <text>', 'what an empty conversation says')
    .option('--assistant <name>', 'the assistant’s name')
    .option('--tool <name...>', 'tools of the server that the model may call, as clock')
    .option('--json', 'print JSON', false)

/** `project create | list | update`. */
export const addProjectCommands = (program: Command, line: CommandLine): void => {
  const project = program.command('project').description('projects: create, list, update')

  withSettings(
    project.command('create').description('create a project').requiredOption('--name <name>', 'its name'),
  ).action(async (options: Options & { name: string }) => {
    const made = newProject(
      { name: options.name, origins: options.origin ?? [], settings: settingsOf(options) },
      uuids.make(),
      Date.now(),
    )
    const created = await line.withStore(store => store.createProject(parseInput(adminProject, made), actor))
    show(line, options.json, created, lines(created))
  })

  project
    .command('list')
    .description('list all projects')
    .option('--json', 'print JSON', false)
    .action(async ({ json }: Options) => {
      const projects = await line.withStore(store => store.listProjects())
      show(line, json, projects, projects.flatMap(lines))
    })

  withSettings(
    project
      .command('update <project>')
      .description('change a project, by its pk_… or id')
      .option('--name <name>', 'its name')
      .option('--enable', 'let people in again')
      .option('--disable', 'let nobody in'),
  ).action(async (name: string, options: Options) => {
    const updated = await line.withStore(async store => {
      const current = await findProject(store, name)
      const patch = {
        ...(options.name !== undefined && { name: options.name }),
        ...(options.origin && { origins: options.origin }),
        ...((options.enable ?? options.disable) && { enabled: options.enable === true }),
        settings: settingsOf(options),
      }
      parseInput(adminProject, { ...current, ...patch, settings: { ...current.settings, ...patch.settings } })
      return store.updateProject(current.id, patch, { version: current.version, actor, at: Date.now() })
    })
    show(line, options.json, updated, lines(updated))
  })
}
