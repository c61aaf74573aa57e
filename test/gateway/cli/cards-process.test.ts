import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { wechatEnv } from './terminal'
import { fakeWechat } from '../wechat/fake-wechat'

const ROOT = join(__dirname, '../../..')
const TSX = join(ROOT, 'node_modules/tsx/dist/cli.mjs')
const CARDS = join(ROOT, 'cloudfunctions/coupon-gateway/cli/cards.ts')

test('the program itself reads a report over the network and writes it to its standard output', async () => {
  const fake = await fakeWechat('2100-01-01')
  const line = 'stats --report summary --from 2024-01-01 --to 2024-12-31 --format json'
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [TSX, CARDS, ...line.split(' ')],
    {
      env: { ...process.env, ...wechatEnv(fake) },
    },
  )
  await fake.close()
  expect(JSON.parse(stdout)).toMatchObject({
    list: [{ ref_date: '2024-01-01' }, {}, {}, {}, {}, {}],
  })
  expect(stderr).toContain('6 rows')
})
