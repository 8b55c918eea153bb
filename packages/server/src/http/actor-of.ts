import type { OperatorKeyRecord } from '../ports/project-store.ts'

/** As the audit trail names who did something. */
export const actorOf = ({ operator }: { readonly operator: OperatorKeyRecord }): string => `operator:${operator.id}`
