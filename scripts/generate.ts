// Writes everything that is made from schemas and tables; the checks of the same names fail when it is stale.
await import('./generate-config.ts')
await import('./generate-api.ts')
