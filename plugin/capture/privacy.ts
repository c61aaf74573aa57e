/**
 * What is a person's by its key, by whole words: `mobilePhone`, `access_token`, `openId`, `idCardNo`, 手机号. A phone's
 * model is not.
 */
const KEYS = new RegExp(
  [
    'phone(?!_(model|brand|type|os)_)|mobile(?!_(model|brand|type|os)_)',
    '_(user|my|contact|link|member)?tel(no|num|number)?_|_(cell|mob)_',
    'token_|session|sess_?id_|cookie|jwt|_auth(orization)?_|secret|passw|_pwd_|api_?key',
    '_(open|union|wx|wechat|gzh|mp)_?id_|openid_|unionid_|encrypted_?data',
    '_id_?card|identity|_sfz|shenfenzheng|passport|_cert(ificate)?_?(no|num|id)|^_id_?(no|num|number)_$',
    '(real|user|nick|full)_?name_|receiver|consignee|contact|e_?mail|_addr(ess)?_|birth|bank_?(card|no|acc)',
    'shouji|dianhua|手机|电话|身份证|证件号|姓名|收货|收件|地址|邮箱|密码|银行卡',
  ].join('|'),
)
export const isPersonalKey = (key: string): boolean =>
  KEYS.test(
    `_${key
      .replace(/([a-z\d])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3_$2')
      .replace(/[^a-zA-Z\u4e00-\u9fff]+/g, '_')
      .toLowerCase()}_`,
  )

/** A mobile number of mainland China, or an identity number (GB 11643) with a possible date of birth. */
const MOBILE = /(^|\D)(?:0{0,2}86[-\s.+]?)?1[3-9]\d[-\s.+]?\d{4}[-\s.+]?\d{4}(?!\d)/
const IDENTITY =
  /(^|\D)\d{6}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])/
export const isPersonalValue = (text: string): boolean => MOBILE.test(text) || IDENTITY.test(text)

/** What was rejected, as it may be printed: not where it is a person's by its path or its shape. */
export const conceal = (path: string, received: string): string =>
  isPersonalValue(received) || (isPersonalKey(path) && /^("[^"]|\d)/.test(received))
    ? 'a personal value'
    : received
