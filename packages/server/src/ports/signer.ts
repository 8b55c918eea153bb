/** Signs what is kept or handed out, by `SECRET_KEY`: the first entry signs, all verify. A purpose keeps signatures apart. */
export interface Signer {
  /** In base64url. */
  sign(purpose: string, text: string): string
  verifies(purpose: string, text: string, signature: string): boolean
  /** A keyed hash that is the same for as long as the last entry of the list stays: for what is looked up by it. */
  digest(purpose: string, text: string): string
}
