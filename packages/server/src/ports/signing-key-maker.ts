import type { SigningKey } from '@chat-view/protocol'

/** A new key: what verifies is stored, the secret half is shown once; null where the host kept it to itself. */
export interface MadeSigningKey {
  readonly kid: string
  readonly material: string
  readonly secret: string | null
}

/** Makes a signing key, or takes a host's public one. @throws invalid_request when the public key is none */
export type SigningKeyMaker = (algorithm: SigningKey['algorithm'], publicKey?: string) => Promise<MadeSigningKey>
