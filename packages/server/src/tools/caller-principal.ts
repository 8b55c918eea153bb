import type { Principal } from '../ports/principal.ts'
import type { ToolCaller } from '../ports/server-tool.ts'

/** Who asked, for rules that want a person: what their token says besides is not known here, and permits nothing. */
export const callerPrincipal = ({ userId, projectId }: ToolCaller): Principal => ({
  userId,
  projectId,
  sessionId: '',
  kind: 'visitor',
  name: null,
  projectRole: null,
  expiresAt: 0,
})
