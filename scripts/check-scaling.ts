// The tables of docs/operations/scaling.md are what the simulations say.
process.argv.push('--check')
await import('../bench/simulations/run.ts')
