import type { AdminProject } from '@chat-view/protocol'
import type { Principal } from './principal.ts'

/** Turns a token into a principal, for HTTP and socket alike. */
export interface Authenticator {
  /** @throws token_invalid, token_expired, project_disabled */
  authenticate(token: string): Promise<{ principal: Principal; project: AdminProject }>
  /** Likewise, and lets in who was erased after the token was given. */
  authenticateErased(token: string): Promise<{ principal: Principal; project: AdminProject }>
  /** Does this project list that origin? Absent (not a browser) passes. (SE4) */
  allowsOrigin(project: AdminProject, origin: string | undefined): boolean
  /** Does any project list it? For the socket's upgrade, before one knows the project. */
  allowsSomewhere(origin: string | undefined): Promise<boolean>
}
