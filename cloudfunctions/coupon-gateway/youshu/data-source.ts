import { array, is, looseObject, string } from 'valibot'
import { done, type Done, type Upstream } from '../lib/outcome'
import type { Ports } from '../lib/ports'
import { callYoushu, type YoushuUpstream } from './client'

// `data_source_already_exist`: the only retcode besides 0 that the vendor explains.
const EXISTS = 16

const Source = looseObject({ id: string() })
const Added = looseObject({ dataSource: Source })
const Listed = looseObject({ dataSources: array(Source) })

const malformed: Upstream = {
  kind: 'upstream',
  system: 'youshu',
  code: 'malformed',
  message: 'Youshu named no data source',
  retryable: true,
}

/** The merchant's data sources, by id. Source: https://zhls.qq.com/doc/back-end-data/data_source.html */
const getDataSources = async (
  upstream: YoushuUpstream,
  ports: Ports,
  source: { readonly merchantId: string },
): Promise<Done<readonly string[]> | Upstream> => {
  const answer = await callYoushu(upstream, ports, {
    method: 'GET',
    path: '/data-api/v1/data_source/get',
    query: source,
  })
  if (answer.kind !== 'done') return answer
  return is(Listed, answer.value) ? done(answer.value.dataSources.map(({ id }) => id)) : malformed
}

/**
 * The id of a data source to send to: a new one, or the one that is there. Since 2021-04-29 one source takes every
 * kind of data, so no `dataSourceType` is sent.
 */
export const addDataSource = async (
  upstream: YoushuUpstream,
  ports: Ports,
  source: { readonly merchantId: string },
): Promise<Done<string> | Upstream> => {
  const answer = await callYoushu(upstream, ports, {
    method: 'POST',
    path: '/data-api/v1/data_source/add',
    body: source,
  })
  if (answer.kind === 'done')
    return is(Added, answer.value) ? done(answer.value.dataSource.id) : malformed
  if (answer.code !== EXISTS) return answer
  const listed = await getDataSources(upstream, ports, source)
  if (listed.kind !== 'done') return listed
  const [first] = listed.value
  return first === undefined ? malformed : done(first)
}
