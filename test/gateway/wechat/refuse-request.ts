type Body = Record<string, unknown>

// Written from the documents, by hand, apart from the gateway's schemas.
const TYPES =
  'groupon cash discount gift general_coupon member_card movie_ticket boarding_pass meeting_ticket scenic_ticket'
const REPORTS: Record<string, { required: string[]; optional: string[] }> = {
  'datacube/getcardbizuininfo': { required: ['cond_source'], optional: [] },
  'datacube/getcardcardinfo': { required: ['cond_source'], optional: ['card_id'] },
  'datacube/getcardmembercardinfo': { required: ['cond_source'], optional: [] },
  'datacube/getcardmembercarddetail': { required: ['card_id'], optional: [] },
}
const DAY_MS = 24 * 60 * 60 * 1000

const refuseToken = (body: Body): object | undefined => {
  const isComplete =
    body['grant_type'] === 'client_credential' &&
    typeof body['force_refresh'] === 'boolean' &&
    typeof body['appid'] === 'string' &&
    typeof body['secret'] === 'string' &&
    Object.keys(body).length === 4
  return isComplete ? undefined : { errcode: 47001, errmsg: 'data format error' }
}

const refuseUpdate = (body: Body): object | undefined => {
  if (typeof body['card_id'] !== 'string') return { errcode: 41012, errmsg: 'missing cardid' }
  const types = Object.keys(body).filter((key) => key !== 'card_id')
  const isCard = types.length === 1 && TYPES.split(' ').includes(types[0] ?? '')
  return isCard ? undefined : { errcode: 47001, errmsg: 'data format error' }
}

const refuseReport = (path: string, body: Body, today: string): object | undefined => {
  const { begin_date: begin, end_date: end, ...rest } = body
  const rules = REPORTS[path]
  if (!rules) return { errcode: 404, errmsg: 'no such interface' }
  for (const day of [begin, end]) {
    if (typeof day !== 'string' || !/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(day)) {
      return { errcode: 61500, errmsg: 'date format error hint: [KnUjna09611487]' }
    }
  }
  const [first, last] = [Date.parse(String(begin)), Date.parse(String(end))]
  if (first > last || last >= Date.parse(today) || (last - first) / DAY_MS + 1 > 62) {
    return { errcode: 61501, errmsg: 'date range error hint: [0AkRta0797ube1]' }
  }
  const isKnown = (key: string): boolean => [...rules.required, ...rules.optional].includes(key)
  const isGood = Object.keys(rest).every(isKnown) && rules.required.every((key) => key in rest)
  return isGood ? undefined : { errcode: 47001, errmsg: 'data format error' }
}

/** Why WeChat would refuse this request; nothing when it would not. */
export const refuseRequest = (path: string, body: Body, today: string): object | undefined => {
  if (path === 'cgi-bin/stable_token') return refuseToken(body)
  if (path === 'card/update') return refuseUpdate(body)
  if (path === 'card/get') {
    const isGood = typeof body['card_id'] === 'string' && Object.keys(body).length === 1
    return isGood ? undefined : { errcode: 41012, errmsg: 'missing cardid' }
  }
  return refuseReport(path, body, today)
}
