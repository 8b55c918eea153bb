/** So many random bytes as text that fits into a URL, an environment and a shell word. */
export const randomKey = (bytes: number): string => {
  const values = crypto.getRandomValues(new Uint8Array(bytes))
  return btoa(String.fromCharCode(...values))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
