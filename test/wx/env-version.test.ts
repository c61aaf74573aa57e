import { installWx } from '../kit/wx'

const { envVersion } = jest.requireActual<{ envVersion: () => string }>('../../plugin/wx/platform')

const inVersion = (miniProgram: unknown) => {
  Object.assign(installWx().wx, { getAccountInfoSync: () => ({ miniProgram }) })
  return envVersion()
}

test.each(['develop', 'trial', 'release'])('the version is what WeChat says: %s', (version) => {
  expect(inVersion({ envVersion: version })).toBe(version)
})

test('where WeChat does not say, the strictest holds', () => {
  expect(inVersion({})).toBe('release')
  expect(inVersion(undefined)).toBe('release')
  installWx().broken.add('getAccountInfoSync')
  expect(envVersion()).toBe('release')
})
