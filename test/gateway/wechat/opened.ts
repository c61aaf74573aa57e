import type { Http } from '../../../cloudfunctions/coupon-gateway/lib/http'
import {
  createWechatClient,
  type WechatClient,
} from '../../../cloudfunctions/coupon-gateway/wechat/client'
import type { WechatConfig } from '../../../cloudfunctions/coupon-gateway/wechat/call'
import { type FakePorts, fakePorts } from './fake-ports'
import { APP_ID, APP_SECRET, type FakeWechat, fakeWechat } from './fake-wechat'

export interface Opened {
  readonly fake: FakeWechat
  readonly ports: FakePorts
  readonly wechat: WechatClient
}

const fakes: FakeWechat[] = []

/** An account that is opened at a fake WeChat of its own. */
export const opened = async (change: Partial<WechatConfig> = {}, http?: Http): Promise<Opened> => {
  const fake = await fakeWechat()
  fakes.push(fake)
  const ports = fakePorts(http)
  const config = { appId: APP_ID, appSecret: APP_SECRET, baseUrl: fake.url, ...change }
  return { fake, ports, wechat: createWechatClient(config, ports) }
}

/** For `afterEach`. */
export const closeAll = async (): Promise<void> => {
  await Promise.all(fakes.splice(0).map((fake) => fake.close()))
}
