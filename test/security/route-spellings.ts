/** Not the first one: what has none is no path. */
const LAST_SLASH = /(?<=.)\/(?=[^/]*$)/;

/** Ways to write a path that some router somewhere takes for the same. */
export const SPELLINGS: Readonly<Record<string, (path: string, origin: string) => string>> = {
  plain: (path) => path,
  'a query': (path) => `${path}?a=1`,
  'an absolute URL': (path, origin) => origin + path,
  'an encoded letter': (path) => path.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  'two slashes first': (path) => `/${path}`,
  'two slashes last': (path) => path.replace(LAST_SLASH, '//'),
  'a slash at the end': (path) => `${path}/`,
  'an encoded slash': (path) => path.replace(LAST_SLASH, '%2f'),
  'an encoded slash at the end': (path) => `${path}%2F`,
  'all slashes encoded': (path) => `/${path.slice(1).replaceAll('/', '%2f')}`,
  'a parameter': (path) => `${path};x`,
  'a parameter inside': (path) => path.replace(LAST_SLASH, ';x/'),
  'capital letters': (path) => path.toUpperCase(),
  'a dot segment': (path) => `/.${path}`,
  'two dots': (path) => `/health/..${path}`,
  'encoded dots': (path) => `/health/%2e%2e${path}`,
  'a backslash': (path) => path.replace(LAST_SLASH, '\\'),
  'an encoded NUL': (path) => `${path}%00`,
  'a space at the end': (path) => `${path}%20`,
  'a file ending': (path) => `${path}.json`,
  'slashes everywhere': (path) => `/${path.replaceAll('/', '///')}//`,
  'a version before it': (path) => `/v1${path}`,
  'two versions before it': (path) => `//v1/v1/${path}`,
  'no version': (path) => path.replace('/v1/', '/'),
};

/** These are the same path by the rules of HTTP and URLs. */
export const EQUIVALENT: ReadonlySet<string> = new Set([
  'plain',
  'a query',
  'an absolute URL',
  'an encoded letter',
]);
