/** A new command id: 128 random bits. Works on pages without TLS too, where `randomUUID` is missing (RT11). */
export const createCommandId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('')
