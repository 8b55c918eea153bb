import type { ServiceRequest } from '../scripted-service/create-scripted-service.ts'
import type { ServiceReply } from '../scripted-service/service-reply.ts'

/** Is it a question to the moderation endpoint? */
export const isModeration = ({ path }: Pick<ServiceRequest, 'path'>): boolean => path.endsWith('/moderations')

/** What was asked about. */
export const moderatedTexts = ({ body }: Pick<ServiceRequest, 'body'>): string[] => [body.input].flat().map(String)

/** Judges as a test says: the categories in which each text is flagged. */
export const moderationReply = (
  request: Pick<ServiceRequest, 'body'>,
  categoriesOf: (text: string) => readonly string[],
): ServiceReply => ({
  json: {
    id: 'modr-scripted',
    model: 'omni-moderation-scripted',
    results: moderatedTexts(request).map(text => {
      const flagged = categoriesOf(text)
      const categories = Object.fromEntries(
        ['harassment', 'violence', ...flagged].map(one => [one, flagged.includes(one)]),
      )
      return { flagged: flagged.length > 0, categories, category_scores: {} }
    }),
  },
})
