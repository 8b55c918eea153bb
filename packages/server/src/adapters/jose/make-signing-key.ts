import { randomBytes } from 'node:crypto'
import { exportPKCS8, exportSPKI, generateKeyPair, importSPKI } from 'jose'
import { CodedError } from '../../ports/coded-error.ts'
import type { SigningKeyMaker } from '../../ports/signing-key-maker.ts'

const pair = async (algorithm: 'EdDSA' | 'ES256'): Promise<{ material: string; secret: string }> => {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true })
  return { material: await exportSPKI(publicKey), secret: await exportPKCS8(privateKey) }
}

const given = async (algorithm: 'EdDSA' | 'ES256', publicKey: string): Promise<{ material: string; secret: null }> => {
  try {
    await importSPKI(publicKey, algorithm)
  } catch {
    throw new CodedError('invalid_request', {
      errors: [{ path: 'publicKey', message: `must be a public key for ${algorithm} in PEM (SPKI)` }],
    })
  }
  return { material: publicKey, secret: null }
}

/** Makes the key with which a host's backend signs user tokens; for EdDSA and ES256 a public key may be given (SE1). */
export const makeSigningKey: SigningKeyMaker = async (algorithm, publicKey) => {
  const kid = `k_${randomBytes(9).toString('base64url')}`
  if (algorithm !== 'HS256') {
    return { kid, ...(publicKey === undefined ? await pair(algorithm) : await given(algorithm, publicKey)) }
  }
  if (publicKey !== undefined) {
    throw new CodedError('invalid_request', { errors: [{ path: 'publicKey', message: 'HS256 has no public key' }] })
  }
  const secret = randomBytes(32).toString('base64url')
  return { kid, material: secret, secret }
}
