import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repository } from '../process/repository.ts'
import type { Compose } from './read-compose.ts'
import { environmentOf, readDockerfile } from './read-dockerfile.ts'

/** Where things of a container lie on this machine. */
export type Places = Readonly<Record<string, string>>

const placed = (text: string, places: Places): string =>
  Object.entries(places).reduce((path, [there, here]) => path.replaceAll(there, here), text)

/** The environment in which a service of a compose file runs its server: that of the image, and the file's own. */
export const serviceEnvironment = (
  { services, secrets = {} }: Compose,
  name: string,
  places: Places,
): Record<string, string> => {
  const service = services[name]
  if (!service) throw new Error(`there is no service ${name}`)
  const stages = readDockerfile(readFileSync(join(repository, 'Dockerfile'), 'utf8'))
  const target = typeof service.build === 'object' ? service.build.target : undefined
  const stage = stages.find(stage => stage.name === target) ?? stages.at(-1)
  const mounted = Object.fromEntries(
    Object.entries(secrets).map(([secret, { file }]) => [`/run/secrets/${secret}`, join(repository, file)]),
  )
  const given = { ...(stage ? environmentOf(stage) : {}), ...service.environment }
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => [key, placed(String(value), { ...mounted, ...places })]),
  )
}

/** The program that a service runs and its arguments, as paths of this machine. */
export const serviceCommand = ({ services }: Compose, name: string, places: Places): string[] => {
  const [program = '', ...args] = services[name]?.command ?? []
  return [join(repository, program), ...args.map(arg => placed(arg, places))]
}
