// Imported before the entry, which reads its environment once, as on the platform.
Object.assign(process.env, { GATEWAY_SESSION_SECRET: 'too short' })
