// The README's table, .env.example and the lists of the compose files say what the configuration schema says (OP3).
process.argv.push('--check')
await import('./generate-config.ts')
