// The README's table and .env.example say what the configuration schema says (OP3).
process.argv.push('--check')
await import('./generate-config.ts')
