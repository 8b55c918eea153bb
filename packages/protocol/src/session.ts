import { z } from 'zod'
import { projectKey, time } from './ids.ts'
import { publicProject } from './project.ts'
import { user } from './user.ts'

/** Asks for an access token: with the host's signed user token, with a visitor's own, or as a new visitor (SE1). */
export const sessionRequest = z
  .object({
    project: projectKey,
    token: z.string().max(8_192).optional().meta({ description: 'A user token signed by the host’s backend' }),
    visitor: z.string().max(8_192).optional().meta({ description: 'The token that an earlier anonymous session gave' }),
  })
  .meta({ id: 'SessionRequest' })

export const session = z
  .object({
    accessToken: z.string(),
    expiresAt: time,
    serverTime: time,
    user,
    project: publicProject,
    visitor: z.string().nullable().meta({ description: 'Proof to come back as the same visitor' }),
  })
  .meta({ id: 'Session' })

export type SessionRequest = z.infer<typeof sessionRequest>
export type Session = z.infer<typeof session>
