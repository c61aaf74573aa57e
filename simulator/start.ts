import { startSimulator } from './start-simulator'

const DEFAULT_PORT = 8377
const port = Number(process.env['PORT'] ?? DEFAULT_PORT)

if (!Number.isInteger(port) || port < 0 || port > 65535) {
  console.error(
    `PORT is ${JSON.stringify(process.env['PORT'])}; it must be a number from 0 to 65535.`,
  )
  process.exit(1)
}

startSimulator({ port }).then(
  ({ url }) => console.log(`The demo runs at ${url} (Ctrl+C ends it).`),
  (error: NodeJS.ErrnoException) => {
    console.error(
      error.code === 'EADDRINUSE'
        ? `Port ${port} is taken. End what runs there, or choose another: PORT=8399 npm start`
        : error.message,
    )
    process.exit(1)
  },
)
