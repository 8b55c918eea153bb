/** The environment that makes a server ask the benchmarks' provider, which listens on that port. */
export const askingProvider = (port: number): Readonly<Record<string, string>> => ({
  AI_PROVIDER: 'openai',
  AI_MODEL: 'bench-1',
  OPENAI_API_KEY: 'bench',
  OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`,
})
