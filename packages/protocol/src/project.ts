import { z } from 'zod'
import { projectKey } from './ids.ts'

/** What a page may know of its project. */
export const publicProject = z
  .object({
    key: projectKey,
    name: z.string(),
    assistantName: z.string().nullable(),
    greeting: z.string().nullable(),
    prompts: z.array(z.string()),
  })
  .meta({ id: 'Project' })

export type PublicProject = z.infer<typeof publicProject>
